using System.Globalization;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Panel;

/// <summary>A hub and a browser that the panel's tests share; each test has a kiosk of its own.</summary>
public sealed class PanelStage : IAsyncLifetime
{
    private EdgeSystem _system = null!;
    private int _kiosks;

    internal Browser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Browser = await Browser.StartAsync();
        _system = await EdgeSystem.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null) await _system.DisposeAsync();
        if (Browser is not null) await Browser.DisposeAsync();
    }

    /// <summary>A running kiosk with virtual devices, and where its panel is.</summary>
    internal async Task<(Kiosk Kiosk, Uri Panel)> KioskAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"kiosk-{Interlocked.Increment(ref _kiosks)}");
        var at = FreePort.Next();
        var kiosk = await _system.AddKioskAsync(name, setup => setup with
        {
            Environment = new Dictionary<string, string>(setup.Environment)
            {
                ["EDGE_Devices__Virtual"] = "true",
                ["EDGE_Simulator__Address"] = at.ToString(),
                ["EDGE_Kiosk__Place"] = "Nhà văn hoá",
                // Two presses of a test on a busy machine may lie further apart than those of a hand.
                ["EDGE_Kiosk__SamePress"] = "00:00:05",
            },
        });
        await kiosk.StartAsync();
        Assert.Equal($"http://{at}/", (await kiosk.Agent.PanelAsync(TestContext.Current.CancellationToken))?.ToString());
        return (kiosk, new Uri($"http://{at}/"));
    }
}
