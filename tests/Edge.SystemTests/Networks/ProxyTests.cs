using System.Net;
using System.Net.Sockets;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests.Networks;

/// <summary>A machine whose environment names a proxy, as a login shell's or a container's may: a board goes to its hub directly, and nothing of its own goes to the proxy.</summary>
public sealed class ProxyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proxy_of_the_environment_is_not_used()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var named = new[] { "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY" }.Select(v => KeyValuePair.Create(v, $"http://user:secret@{proxy.LocalEndpoint}")).ToList();
        await using var system = await EdgeSystem.StartAsync(hub => hub with { Environment = new Dictionary<string, string>(named) });
        var kiosk = await system.AddKioskAsync("kiosk-1", board => board with { Environment = new Dictionary<string, string>(board.Environment.Concat(named)) });
        await kiosk.StartAsync();
        await kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
        await system.WaitStoredAsync(1, Limit);

        var doctor = await DoctorRun.OfAsync(EdgeTool.Agent, kiosk.Setup.Data, kiosk.Setup.Environment);
        Assert.Equal(("ok", "ok"), (doctor["hub-mqtt"].Grade, doctor["hub-https"].Grade));
        Assert.EndsWith("not used; the board goes to its hub directly", doctor["proxy"].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(doctor.Lines, l => $"{l}".Contains("secret", StringComparison.Ordinal));
        await Until.TrueAsync(async () => (await kiosk.Agent.StatusAsync(Token)).GetProperty("uplink").GetProperty("summary").GetProperty("en").GetString()!.StartsWith("connected", StringComparison.Ordinal), Limit, () => kiosk.Agent.LastLines);
        Assert.False(proxy.Pending(), "somebody has gone to the proxy");
    }
}
