using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Edge.Hub.Health;

/// <summary>Tells systemd that the hub is ready, how it is, and that it is alive (sd_notify(3)). Does nothing where systemd did not start it.</summary>
internal sealed partial class SystemdNotifier(HubHealth health, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SystemdNotifier> logger) : BackgroundService
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    private readonly string? _socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(_socket)) return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        Send($"READY=1\n{Status()}");
        var watchdog = Watchdog();
        using var timer = new PeriodicTimer(watchdog ?? StatusEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Send(watchdog is not null && health.Alive ? $"WATCHDOG=1\n{Status()}" : Status());
        }
        finally
        {
            Send("STOPPING=1");
        }
    }

    private string Status()
    {
        var bad = health.Parts.Where(p => !p.Value.Ok).Select(p => $"{p.Key}: {p.Value.Detail}").Concat(health.Stuck.Select(w => $"{w}: nothing gets done")).ToList();
        return "STATUS=" + (bad.Count == 0 ? "running" : string.Join("; ", bad)).ReplaceLineEndings(" ");
    }

    // Three times within the limit, so that one late tick is no death.
    private static TimeSpan? Watchdog()
    {
        var pid = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        if (pid is not null && pid != Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) return null;
        return long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds) / 3
            : null;
    }

    private void Send(string message)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // A leading @ stands for the abstract name space.
            socket.Connect(new UnixDomainSocketEndPoint(_socket![0] == '@' ? "\0" + _socket[1..] : _socket));
            socket.Send(Encoding.UTF8.GetBytes(message));
        }
        catch (SocketException e)
        {
            LogNotTold(_socket!, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "systemd could not be told at {Socket}")]
    private partial void LogNotTold(string socket, Exception exception);
}
