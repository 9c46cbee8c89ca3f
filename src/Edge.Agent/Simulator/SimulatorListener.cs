using System.Net;
using Edge.Agent.Devices;
using Edge.Hosting.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Simulator;

/// <summary>The panel's own listener.</summary>
internal sealed partial class SimulatorListener(IOptions<SimulatorOptions> options, IOptions<DevicesOptions> devices, ILogger<SimulatorListener> logger) : IStatusSection, IDisposable
{
    private bool _tried;

    public PageDoor Door { get; } = new();

    /// <summary>Whether there is to be a panel.</summary>
    public bool IsWanted { get; } = devices.Value.Virtual && options.Value.Enabled != false;

    /// <summary>Why it does not listen although it is to; null where it does.</summary>
    public string? Problem { get; private set; }

    public string Name => "panel";

    public object Read() => new { Address = Door.At is { } at ? $"http://{at}/" : null, Problem };

    public void AddTo(KestrelServerOptions kestrel)
    {
        Open();
        Door.AddTo(kestrel);
    }

    public void Dispose() => Door.Dispose();

    private void Open()
    {
        if (_tried || !IsWanted) return;
        _tried = true;
        var wanted = PageDoor.Read(options.Value.Address)!;
        if (Door.Open(wanted) is { } reason)
        {
            Problem = $"Simulator:Address {wanted} cannot be listened on: {reason}; end what listens there, or set another port (0 is any free one)";
            LogClosed(Problem);
        }
        else LogOpen(Door.At!);
    }

    [LoggerMessage(LogLevel.Information, "Front panel: http://{Address}/")]
    private partial void LogOpen(IPEndPoint address);

    [LoggerMessage(LogLevel.Warning, "No front panel: {Problem}. All else works")]
    private partial void LogClosed(string problem);
}
