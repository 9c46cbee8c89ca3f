using System.Text.Json;
using Edge.Demo.Processes;
using Edge.SystemTests.Support;

namespace Edge.SystemTests;

/// <summary>A card that forgets: one waiting file is damaged while the board is off.</summary>
public sealed class DamageTests
{
    private const int Records = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, "bit")]
    [InlineData(3, "manifest")]
    [InlineData(Records, "cut")]
    public async Task A_damaged_record_is_told_of_and_everything_else_arrives(int sequence, string damage)
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var kiosk = system.Kiosk;
        kiosk.Link.Cut();
        var accepted = new List<Guid>();
        for (var i = 0; i < Records; i++) accepted.Add((await kiosk.Agent.SubmitAsync(Sample.Record(i), Token)).RecordId);
        await kiosk.StopAsync();
        Damage(Directory.GetFiles(Path.Combine(kiosk.Setup.Data, "spool")).Order(StringComparer.Ordinal).ElementAt(sequence - 1), damage);

        await kiosk.StartAsync();
        kiosk.Link.Restore();
        var stored = await system.WaitStoredAsync(Records - 1, Limit);
        Assert.Equal(accepted.Where((_, i) => i != sequence - 1).Order(), stored.Select(r => r.RecordId).Order());
        await Eventually.TrueAsync(async () => (await system.BoardAsync("kiosk-1")).GetProperty("damaged").GetInt64() == 1, Limit, () => $"the hub shows no damage.\n{system.Hub.LastLines}\n{kiosk.Agent.LastLines}");
        await system.WaitIncidentAsync("kiosk-1", "damaged-on-board", Limit);
        // What is known to be damaged is no gap that nobody explains.
        Assert.Equal(0, (await system.BoardAsync("kiosk-1")).GetProperty("chainGaps").GetInt64());

        Assert.Single(Directory.GetFiles(Path.Combine(kiosk.Setup.Data, "quarantine")));
        Assert.Equal(1, (await kiosk.Agent.StatusAsync(Token)).GetProperty("quarantined").GetInt32());
        var verified = await ToolRun.RunAsync(EdgeTool.Agent, ["spool", "verify", "--json", "--data", kiosk.Setup.Data], cancellationToken: Token);
        Assert.Equal(1, verified.ExitCode);
        var lines = verified.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(sequence, Assert.Single(lines, l => l.GetProperty("state").GetString() == "damaged").GetProperty("sequence").GetInt32());
        Assert.Equal(Records - 1, lines.Count(l => l.GetProperty("state").GetString() == "ok"));

        // The chain goes on behind the hole, with the next number.
        var next = await kiosk.Agent.SubmitAsync(Sample.Record(9), Token);
        Assert.Equal((ulong)Records + 1, next.Sequence);
        await system.WaitStoredAsync(Records, Limit);
        Assert.Equal(1, (await system.BoardAsync("kiosk-1")).GetProperty("damaged").GetInt64());
    }

    private static void Damage(string file, string damage)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        if (damage == "cut")
        {
            stream.SetLength(stream.Length - 1);
            return;
        }
        stream.Position = damage == "manifest" ? 40 : stream.Length / 2;
        var was = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(was ^ 0x10));
    }
}
