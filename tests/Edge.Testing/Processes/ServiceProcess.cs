using System.Diagnostics;

namespace Edge.Testing.Processes;

/// <summary>One run of a service: started, watched, stopped or killed, and never left behind.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly LogFile _log;
    private readonly IDisposable _leftover;

    // Not Process.WaitForExitAsync: that waits for the end of the output too, which a child of a killed service may hold open.
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(string name, Process process, LogFile log)
    {
        (Name, _process, _log) = (name, process, log);
        process.OutputDataReceived += (_, e) => log.Add(e.Data);
        process.ErrorDataReceived += (_, e) => log.Add(e.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _exited.TrySetResult();
        process.Start();
        // The launcher execs its program, so this is the service itself.
        Pid = process.Id;
        _leftover = Leftovers.Add(Kill9);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    public string Name { get; }

    public int Pid { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>128 and the signal where a signal ended it; null while it runs.</summary>
    public int? ExitCode => HasExited ? _process.ExitCode : null;

    public string LogPath => _log.Path;

    public string LastLines => _log.Tail;

    public static ServiceProcess Start(string name, EdgeTool tool, IReadOnlyList<string> args, IReadOnlyDictionary<string, string>? environment, string logPath) =>
        new(name, new Process { StartInfo = ToolRun.StartInfo(tool, args, environment) }, new LogFile(logPath));

    /// <summary>Waits until the probe says yes.</summary>
    /// <exception cref="HarnessException">It ended, or was not ready in time; the message has its last lines.</exception>
    public async Task WaitReadyAsync(Func<CancellationToken, Task<bool>> probe, TimeSpan limit, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (!await probe(cancellationToken))
        {
            if (HasExited) throw new HarnessException($"{Name} ended with {_process.ExitCode} before it was ready. Its last lines:\n{LastLines}");
            if (time.GetElapsedTime(started) > limit) throw new HarnessException($"{Name} was not ready after {limit}. Its last lines:\n{LastLines}");
            await Task.Delay(TimeSpan.FromMilliseconds(25), time, cancellationToken);
        }
    }

    /// <summary>Asks it to stop and returns its exit code.</summary>
    /// <exception cref="HarnessException">It did not stop in time, and was killed.</exception>
    public async Task<int> StopAsync(TimeSpan? limit = null)
    {
        if (!HasExited) ProcessSignals.Terminate(Pid);
        try
        {
            return await WaitExitAsync(limit ?? StopLimit);
        }
        catch (TimeoutException e)
        {
            Kill9();
            throw new HarnessException($"{Name} has not stopped {limit ?? StopLimit} after SIGTERM; it was killed. Its last lines:\n{LastLines}", e);
        }
    }

    /// <summary>Kills it as a power cut would, without a chance to tidy up.</summary>
    public void Kill9()
    {
        if (!HasExited) ProcessSignals.Kill9(Pid);
    }

    /// <exception cref="TimeoutException">It is still running.</exception>
    public async Task<int> WaitExitAsync(TimeSpan limit)
    {
        await _exited.Task.WaitAsync(limit, TimeProvider.System);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            Kill9();
            await WaitExitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            // Killed and not gone: it hangs in the kernel, and waiting longer does not help.
        }
        _leftover.Dispose();
        _process.Dispose();
        _log.Dispose();
    }
}
