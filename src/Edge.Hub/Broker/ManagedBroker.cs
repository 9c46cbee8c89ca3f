using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Edge.Contracts;
using Edge.Hub.Boards;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Broker;

/// <summary>Runs mosquitto as a child: starts it with the hub, starts it again when it dies, and stops it with the hub.</summary>
internal sealed partial class ManagedBroker(BrokerFiles files, HubCertificates certificates, IOptions<BrokerOptions> options, IOptions<ListenOptions> listen,
    HubHealth health, TimeProvider time, ILogger<ManagedBroker> logger) : BackgroundService, IBroker
{
    private const string Part = "broker";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    // A turn takes at most ten seconds of waiting, ten to start and five to give up.
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(60);

    private readonly IPEndPoint _listen = NetAddress.Parse(listen.Value.Mqtt);
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private readonly LogBudget _lines = new(time);
    private readonly Gate _running = new(time);
    private volatile BrokerProcess? _process;
    private bool _reloadDue;
    private long _downSince;

    /// <inheritdoc/>
    public MqttOptions HubConnection => new()
    {
        Host = NetAddress.Local(_listen),
        Port = _listen.Port,
        ServerName = Names.HubServer,
        ClientId = Names.HubClient,
        CaFile = certificates.CaFile,
        CertificateFile = certificates.ClientFile,
        KeyFile = certificates.ClientKeyFile,
    };

    /// <inheritdoc/>
    public string State => _running.IsOpen ? "running" : "restarting";

    /// <inheritdoc/>
    public long? RunsSince => _running.OpenSince;

    /// <inheritdoc/>
    public bool IsOurs => true;

    /// <summary>The child's process id while there is one.</summary>
    internal int? ProcessId => _process?.Id;

    /// <inheritdoc/>
    public Task WaitReadyAsync(CancellationToken cancellationToken) => _running.PassAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _reloading.WaitAsync(cancellationToken);
        try
        {
            await files.WriteListsAsync(cancellationToken);
            if (_running.IsOpen) _process?.Reload();
            else _reloadDue = true;
        }
        finally
        {
            _reloading.Release();
        }
    }

    /// <summary>Returns once the broker answers, so that whatever starts after it can connect.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Down("starting");
        health.Expect(Part, Hangs, () => _running.IsOpen ? null : Interlocked.Read(ref _downSince));
        if (await Orphan.EndAsync(files, time, cancellationToken) is { } pid) LogOrphan(pid);
        RequireFreePort();
        files.WriteConfiguration(_listen, options.Value);
        await files.WriteListsAsync(cancellationToken);
        try
        {
            await LaunchAsync(cancellationToken);
        }
        catch
        {
            await EndAsync();
            throw;
        }
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await EndAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new RestartBackoff(time);
        while (true)
        {
            await _process!.WaitForExitAsync(stoppingToken);
            Down("mosquitto ended and is started again");
            var delay = backoff.Next();
            LogEnded(_process.Ending, delay);
            await Task.Delay(delay, time, stoppingToken);
            string? last = null;
            for (var failures = 1; await RelaunchAsync(stoppingToken) is { } problem; failures++)
            {
                delay = backoff.Next();
                health.Set(Part, false, $"mosquitto ended and was not started again in {failures} attempts: {problem}");
                // Said once, however long a port is held or a disk full.
                if (problem != last) LogNotStarted(problem);
                last = problem;
                await Task.Delay(delay, time, stoppingToken);
            }
        }
    }

    // What stands in the way, or null where it runs. Whatever that is, it is tried again: a hub without its broker serves nobody.
    private async Task<string?> RelaunchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LaunchAsync(cancellationToken);
            return null;
        }
        catch (HubException e)
        {
            await _process!.StopAsync(time);
            return e.Message;
        }
        finally
        {
            health.Done(Part);
        }
    }

    private void Down(string why)
    {
        Interlocked.Exchange(ref _downSince, time.GetTimestamp());
        _running.Shut();
        health.Set(Part, false, why);
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var process = BrokerProcess.Start(options.Value.Executable, files, Say);
        await OwnAsync(process, cancellationToken);
        var since = time.GetTimestamp();
        while (!Answers(process))
        {
            if (process.HasExited) throw new HubException($"mosquitto ended at its start ({process.Ending}) on {_listen}; its reason is in the log above");
            if (time.GetElapsedTime(since) > StartLimit) throw new HubException($"mosquitto does not answer on {_listen} within {StartLimit.TotalSeconds} s");
            await Task.Delay(Look, time, cancellationToken);
        }
        await TellReadyAsync(process, cancellationToken);
    }

    private async Task OwnAsync(BrokerProcess process, CancellationToken cancellationToken)
    {
        try
        {
            await _reloading.WaitAsync(cancellationToken);
        }
        catch
        {
            // Nobody's yet: given up, it would be left behind.
            process.Dispose();
            throw;
        }
        _process?.Dispose();
        _process = process;
        _reloading.Release();
    }

    private async Task TellReadyAsync(BrokerProcess process, CancellationToken cancellationToken)
    {
        await _reloading.WaitAsync(cancellationToken);
        try
        {
            // Lists written while it started may have come too late for it.
            if (_reloadDue) process.Reload();
            _reloadDue = false;
            health.Set(Part, true, "running");
            LogRunning(process.Id, _listen);
            _running.Open();
        }
        finally
        {
            _reloading.Release();
        }
    }

    // Looked up, not tried: a connection without TLS would only make the broker complain.
    private bool Answers(BrokerProcess process) =>
        process.TakesReload && IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(l => l.Port == _listen.Port);

    private void RequireFreePort()
    {
        try
        {
            using var probe = new TcpListener(_listen);
            if (_listen.Address.Equals(IPAddress.IPv6Any)) probe.Server.DualMode = true;
            probe.Start();
        }
        catch (SocketException e)
        {
            throw new HubException($"the broker cannot listen on {_listen}: {e.Message}; stop what is there, or give another --mqtt ADDR:PORT", e);
        }
    }

    private async Task EndAsync()
    {
        if (_process is not { } process) return;
        await process.StopAsync(time);
        File.Delete(files.Pid);
    }

    private void Say(string line)
    {
        // Where the hub runs as root, so does its broker: its files are the hub's alone.
        if (line.Contains("should not be run as root", StringComparison.Ordinal) || !_lines.Take(out var dropped)) return;
        if (dropped > 0) LogDropped(dropped);
        LogSaid(line);
    }

    public override void Dispose()
    {
        // The container knows this object by three names and disposes of each.
        var process = _process;
        _process = null;
        process?.Dispose();
        _reloading.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Information, "Broker runs as process {Pid} on {Listen}")]
    private partial void LogRunning(int pid, IPEndPoint listen);

    [LoggerMessage(LogLevel.Warning, "A broker left behind by a killed hub was ended (process {Pid})")]
    private partial void LogOrphan(int pid);

    [LoggerMessage(LogLevel.Warning, "Broker ended ({Ending}); it is started again in {Delay}")]
    private partial void LogEnded(string ending, TimeSpan delay);

    [LoggerMessage(LogLevel.Error, "Broker could not be started again: {Problem}. It is tried until it succeeds")]
    private partial void LogNotStarted(string problem);

    [LoggerMessage(LogLevel.Warning, "mosquitto: {Line}")]
    private partial void LogSaid(string line);

    [LoggerMessage(LogLevel.Warning, "mosquitto: {Dropped} lines left out")]
    private partial void LogDropped(long dropped);
}
