using System.Net;
using System.Text.Json;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests.Networks.Support;

/// <summary>A hub and one board of a village, as real processes in its networks; the board asks the village's name server and nobody else.</summary>
internal sealed class Post : IAsyncDisposable
{
    private const int Mqtt = 8883;
    private const int Https = 8443;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly RunFolder _folder = RunFolder.Create("edge-st-");
    private readonly Village _village;
    private int _submitted;

    private Post(Village village)
    {
        _village = village;
        var (resolver, order) = (Path.Combine(_folder.Path, "resolv.conf"), Path.Combine(_folder.Path, "nsswitch.conf"));
        File.WriteAllText(resolver, $"nameserver {village.NameServerAt}\n");
        File.WriteAllText(order, "hosts: dns\n");
        // In a mount namespace of its own, where these stand in the place of the machine's.
        string[] names = ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", $"mount --bind {resolver} /etc/resolv.conf && mount --bind {order} /etc/nsswitch.conf && exec \"$@\"", "sh"];
        Setup = new AgentSetup("kiosk-1", _folder.Folder("kiosk-1")) { Tool = EdgeTool.Agent with { Prefix = [.. village.AtBoard, .. names] } };
        Hub = HubProcess.Start(new HubSetup(_folder.Folder("hub"), new IPEndPoint(IPAddress.Loopback, 8080), new IPEndPoint(village.HubAt, Https), new IPEndPoint(village.HubAt, Mqtt)) { Tool = EdgeTool.Hub with { Prefix = village.AtHub } });
    }

    public HubProcess Hub { get; }

    public AgentSetup Setup { get; init; }

    public AgentProcess Agent { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A hub that is ready, and a board that has not been provisioned.</summary>
    public static async Task<Post> OpenAsync(Village village)
    {
        var post = new Post(village);
        try
        {
            await post.Hub.WaitReadyAsync(Token);
            return post;
        }
        catch
        {
            await post.DisposeAsync();
            throw;
        }
    }

    /// <summary>A provisioning file for the board by which the hub is known by that name or number.</summary>
    public Task<string> FileAsync(string? host = null)
    {
        var at = host ?? $"{new IPEndPoint(_village.HubAt, 0)}"[..^2];
        return Hub.AddNodeAsync("kiosk-1", "test", $"{at}:{Mqtt}", $"{at}:{Https}", Token);
    }

    public async Task EnrolAsync(string? host = null) => await AgentProcess.ProvisionAsync(Setup, await FileAsync(host), Token);

    /// <summary>Tries to enrol, and tells what the command said.</summary>
    public async Task<ToolResult> TryEnrolAsync(string file) => await ToolRun.RunAsync(Setup.Tool, ["provision", file, "--data", Setup.Data], limit: Limit, environment: Setup.Environment, cancellationToken: Token);

    public async Task StartAsync()
    {
        Agent = AgentProcess.Start(Setup);
        await Agent.WaitReadyAsync(Token);
    }

    public async Task StopAsync()
    {
        Assert.Equal(0, await Agent.StopAsync());
        await Agent.DisposeAsync();
        Agent = null!;
    }

    public async Task SubmitAsync()
    {
        _submitted++;
        await Agent.SubmitAsync(Sample.Record(_submitted), Token);
    }

    /// <summary>Waits until the hub has all that was submitted.</summary>
    public Task WaitStoredAsync() => Until.TrueAsync(async () => (await Hub.ListRecordsAsync(Token)).Count(r => r.State == "stored") == _submitted, Limit, () => $"not all {_submitted} have come through.\n{Agent.LastLines}\nhub: {Hub.LastLines}");

    /// <summary>Waits until the status says that of the uplink, in English, and returns all of it.</summary>
    public async Task<Uplink> WaitSaidAsync(string summary, bool connected)
    {
        var seen = await UplinkAsync();
        await Until.TrueAsync(async () => (seen = await UplinkAsync()) is var now && now.Connected == connected && now.Summary.Contains(summary, StringComparison.Ordinal), Limit, () => $"the status says: {seen}.\n{Agent.LastLines}");
        return seen;
    }

    public async Task<Uplink> UplinkAsync() => Uplink.Read((await Agent.StatusAsync(Token)).GetProperty("uplink"));

    /// <summary>What <c>status</c> prints.</summary>
    public async Task<string> StatusTextAsync() => (await ToolRun.RunAsync(Setup.Tool, ["status", "--data", Setup.Data], environment: Setup.Environment, cancellationToken: Token)).Ensure().Output;

    public Task<DoctorAnswer> DoctorAsync() => DoctorRun.OfAsync(Setup.Tool, Setup.Data, Setup.Environment);

    /// <summary>The doctor's screen.</summary>
    public async Task<IReadOnlyList<string>> DoctorScreenAsync(string language) =>
        (await ToolRun.RunAsync(Setup.Tool, ["doctor", "--lang", language, "--data", Setup.Data], limit: Limit, environment: Setup.Environment, cancellationToken: Token)).Output.Split('\n');

    public async ValueTask DisposeAsync()
    {
        if (Agent is not null) await Agent.DisposeAsync();
        await Hub.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What the status says of the way to the hub.</summary>
internal sealed record Uplink(bool Connected, string Summary, string Vietnamese, string? Act, string HubIp, string Interface, bool ByLastAddress)
{
    public static Uplink Read(JsonElement uplink) => new(uplink.GetProperty("connected").GetBoolean(), uplink.GetProperty("summary").GetProperty("en").GetString()!, uplink.GetProperty("summary").GetProperty("vi").GetString()!,
        uplink.TryGetProperty("act", out var act) ? act.GetProperty("en").GetString() : null, uplink.GetProperty("hubIp").GetString()!, uplink.GetProperty("interface").GetString()!, uplink.GetProperty("byLastAddress").GetBoolean());
}
