using System.Text.Json;
using Edge.Agent.Spool;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>A card that forgets: one waiting record is damaged while the board is off.</summary>
public sealed class DamageTests
{
    private const int Records = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SpoolOptions.Files, 3, "bit")]
    [InlineData(SpoolOptions.Files, 3, "manifest")]
    [InlineData(SpoolOptions.Files, Records, "cut")]
    [InlineData(SpoolOptions.LiteDb, 3, "bit")]
    [InlineData(SpoolOptions.LiteDb, 3, "manifest")]
    [InlineData(SpoolOptions.LiteDb, 3, "page")]
    [InlineData(SpoolOptions.LiteDb, Records, "page")]
    public async Task A_damaged_record_is_told_of_and_everything_else_arrives(string store, int sequence, string damage)
    {
        await using var system = await EdgeSystem.StartOverAsync(store, "kiosk-1");
        var kiosk = system.Kiosk;
        kiosk.Link.Cut();
        var accepted = new List<Guid>();
        for (var i = 0; i < Records; i++) accepted.Add((await kiosk.Agent.SubmitAsync(Sample.Record(i), Token)).RecordId);
        await kiosk.StopAsync();
        if (store == SpoolOptions.Files) Damage(Directory.GetFiles(Path.Combine(kiosk.Setup.Data, "spool")).Order(StringComparer.Ordinal).ElementAt(sequence - 1), damage);
        else DamageSegment(Assert.Single(Directory.GetFiles(Path.Combine(kiosk.Setup.Data, "segments"), "*.litedb")), accepted[sequence - 1], damage);

        await kiosk.StartAsync();
        kiosk.Link.Restore();
        var stored = await system.WaitStoredAsync(Records - 1, Limit);
        Assert.Equal(accepted.Where((_, i) => i != sequence - 1).Order(), stored.Select(r => r.RecordId).Order());
        await Until.TrueAsync(async () => (await system.BoardAsync("kiosk-1")).GetProperty("damaged").GetInt64() == 1, Limit, () => $"the hub shows no damage.\n{system.Hub.LastLines}\n{kiosk.Agent.LastLines}");
        await system.WaitIncidentAsync("kiosk-1", "damaged-on-board", Limit);
        // What is known to be damaged is no gap that nobody explains.
        Assert.Equal(0, (await system.BoardAsync("kiosk-1")).GetProperty("chainGaps").GetInt64());

        // A damaged segment is set aside there too, once nothing waits in it.
        Assert.Single(Directory.GetFiles(Path.Combine(kiosk.Setup.Data, "quarantine"), store == SpoolOptions.Files ? "*" : "*.rec"));
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
        Flip(stream, damage == "manifest" ? 40 : stream.Length / 2);
    }

    // A record's id stands once as bytes: in its manifest, on the first of its pages.
    private static void DamageSegment(string file, Guid record, string damage)
    {
        const int page = 8192;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var all = new byte[stream.Length];
        stream.ReadExactly(all);
        var id = all.AsSpan().IndexOf(record.ToByteArray(bigEndian: true));
        Assert.True(id >= 0 && id % page < page / 4, $"the manifest of {record} is not where a page begins, but at {id}");
        if (damage == "page")
        {
            stream.Position = id - id % page;
            stream.Write(new byte[page]);
            return;
        }
        Flip(stream, damage == "manifest" ? id + 20 : id - id % page + page / 2);
    }

    private static void Flip(FileStream stream, long at)
    {
        stream.Position = at;
        var was = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(was ^ 0x10));
    }
}
