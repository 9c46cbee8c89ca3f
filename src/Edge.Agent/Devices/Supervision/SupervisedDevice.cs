using Edge.Hosting.Waiting;

namespace Edge.Agent.Devices.Supervision;

/// <summary>Opens a device, looks after it, closes it when it fails and opens it again, so that its users never wait for more than they want to.</summary>
/// <param name="plan">Null where no settings name one.</param>
internal sealed partial class SupervisedDevice<TPort>(string name, DevicePlan<TPort>? plan, TimeProvider time, ILogger logger) : IDevice<TPort>, ISupervised
    where TPort : class, IDisposable
{
    private readonly Lock _lock = new();
    private volatile DeviceSession<TPort>? _session;
    private volatile DeviceStatus _status = plan is null
        ? new DeviceStatus(name, DeviceState.Absent, null, time.GetUtcNow())
        : new DeviceStatus(name, DeviceState.Failed, DeviceStatus.NotTried, time.GetUtcNow());

    private readonly Signal _changed = new();
    private int _hanging;

    public DeviceStatus Status => _status;

    public Task Changed => _changed.Next;

    /// <summary>Threads of its own that have not ended: while it is closed, those that a call into the kernel has not given back.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    public async Task<bool> TryUseAsync(Func<TPort, CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_session is not { } session || !await session.EnterAsync(limit, time, cancellationToken)) return false;
        return await UseAsync(session, async (port, token) =>
        {
            await work(port, token);
            return true;
        }, limit, cancellationToken);
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (plan is not null)
        {
            if (Hanging < DeviceTimeouts.MostHanging) await LiveAsync(plan, stoppingToken);
            else Fail($"{Hanging} calls to it hang in the kernel; unplug it and plug it in again, or restart the board", null);
            await Task.Delay(DeviceTimeouts.Retry, time, stoppingToken);
        }
    }

    // The turn is taken; false, with the session condemned, where the device failed.
    private async Task<T?> UseAsync<T>(DeviceSession<TPort> session, Func<TPort, CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Closing);
        var token = ending.Token;
        var run = session.Begin(port => work(port, token), ending);
        try
        {
            return await run.WaitAsync(limit, time, cancellationToken);
        }
        catch (DeviceException e)
        {
            session.Condemn(e.Message);
        }
        catch (TimeoutException)
        {
            session.Condemn($"it did not do its work within {limit.TotalSeconds:0.#} s");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = CondemnIfDeafAsync(session, run);
            throw;
        }
        catch (OperationCanceledException) when (session.Closing.IsCancellationRequested)
        {
            // Somebody else found that it failed.
        }
        return default;
    }

    // Cancelled work has a moment to come back; its user does not wait for that.
    private async Task CondemnIfDeafAsync(DeviceSession<TPort> session, Task run)
    {
        await Task.WhenAny(run, Task.Delay(DeviceTimeouts.Close, time, session.Closing));
        if (!run.IsCompleted) session.Condemn($"cancelled work did not come back within {DeviceTimeouts.Close.TotalSeconds:0.#} s");
    }

    private async Task LiveAsync(DevicePlan<TPort> plan, CancellationToken stoppingToken)
    {
        if (await OpenAsync(plan, stoppingToken) is not var (session, note)) return;
        var listening = Task.CompletedTask;
        try
        {
            _session = session;
            if (plan.Listen is { } listen) listening = ListenAsync(session, listen);
            Set(_status with { State = DeviceState.Ready, Reason = null, Note = note });
            await LookAfterAsync(session, plan.Look, stoppingToken);
            Fail(await session.Condemned, null);
        }
        finally
        {
            _session = null;
            session.Condemn("the agent stops");
            await CloseAsync(session, listening);
        }
    }

    private async Task<(DeviceSession<TPort> Session, string? Note)?> OpenAsync(DevicePlan<TPort> plan, CancellationToken stoppingToken)
    {
        var lane = NewLane("open");
        var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var token = ending.Token;
        var opening = lane.RunAsync(() => OpenAndLookAsync(plan, token));
        var taken = false;
        try
        {
            var (port, note) = await opening.WaitAsync(DeviceTimeouts.Open, time, stoppingToken);
            taken = true;
            return (new DeviceSession<TPort>(port, lane), note);
        }
        // Whatever a driver does must not end the agent: people are waiting in front of it.
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Fail(e is TimeoutException ? $"it did not open within {DeviceTimeouts.Open.TotalSeconds:0.#} s" : e.Message, e);
            return null;
        }
        finally
        {
            // By now it may have opened: one that nobody takes is closed, or it would be busy for ever.
            if (!taken) Forget(opening, ending, lane);
            _ = opening.ContinueWith(_ => ending.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    // It may still open, long after anybody waits for it.
    private static void Forget(Task<(TPort Port, string? Note)> opening, CancellationTokenSource ending, DeviceThread lane)
    {
        _ = ending.CancelAsync();
        _ = opening.ContinueWith(late => late.Result.Port.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, lane);
        Leave(lane, opening);
    }

    private static async Task<(TPort Port, string? Note)> OpenAndLookAsync(DevicePlan<TPort> plan, CancellationToken cancellationToken)
    {
        var port = await plan.Open(cancellationToken);
        try
        {
            return (port, plan.Look is { } look ? await look(port, cancellationToken) : null);
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    private async Task ListenAsync(DeviceSession<TPort> session, Func<TPort, CancellationToken, Task> listen)
    {
        var lane = NewLane("listen");
        var run = lane.RunAsync(() => listen(session.Port, session.Closing));
        Leave(lane, run);
        try
        {
            await run;
            session.Condemn("it tells nothing any more");
        }
        catch (Exception e)
        {
            if (e is not (DeviceException or OperationCanceledException)) LogUnexpected(name, e);
            session.Condemn(e.Message);
        }
    }

    private async Task LookAfterAsync(DeviceSession<TPort> session, Func<TPort, CancellationToken, Task<string?>>? look, CancellationToken stoppingToken)
    {
        while (!session.Condemned.IsCompleted)
        {
            await Task.WhenAny(session.Condemned, Task.Delay(DeviceTimeouts.LookEvery, time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
            // Whoever uses it finds out as well, and has a limit of his own.
            if (look is null || !session.TryEnter()) continue;
            try
            {
                var note = await UseAsync(session, look, DeviceTimeouts.Look, stoppingToken);
                if (!session.Condemned.IsCompleted) Set(_status with { Note = note });
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogUnexpected(name, e);
                session.Condemn(e.Message);
            }
        }
    }

    private async Task CloseAsync(DeviceSession<TPort> session, Task listening)
    {
        await Task.WhenAny(Task.WhenAll(session.Work, listening), Task.Delay(DeviceTimeouts.Close, time));
        Leave(session.Thread, session.Work);
        var lane = NewLane("close");
        var closing = lane.RunAsync(() =>
        {
            session.Port.Dispose();
            return Task.CompletedTask;
        });
        Leave(lane, closing);
        await Task.WhenAny(closing, Task.Delay(DeviceTimeouts.Close, time));
        if (closing.Exception is { } e) LogUnexpected(name, e);
    }

    private DeviceThread NewLane(string role)
    {
        Interlocked.Increment(ref _hanging);
        var lane = new DeviceThread($"{name} {role}");
        _ = lane.Ended.ContinueWith(_ => Interlocked.Decrement(ref _hanging), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return lane;
    }

    // The lane's thread ends as soon as its work comes back, which may be never.
    private static void Leave(DeviceThread lane, Task work) =>
        work.ContinueWith(_ => lane.Close(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Fail(string reason, Exception? unexpected)
    {
        var (known, again) = (unexpected is null or DeviceException or TimeoutException, _status.State == DeviceState.Failed && _status.Reason == reason);
        if (!known && !again) LogUnexpected(name, unexpected!);
        Set(_status with { State = DeviceState.Failed, Reason = reason, Note = null });
    }

    private void Set(DeviceStatus status)
    {
        lock (_lock)
        {
            if (status == _status) return;
            var before = _status;
            _status = status.State == before.State ? status : status with { Since = time.GetUtcNow() };
            if (status.State == DeviceState.Ready && before.State != DeviceState.Ready) LogReady(name);
            else if (status.State == DeviceState.Failed && (before.State, before.Reason) != (status.State, status.Reason)) LogFailed(name, status.Reason!);
            else if (status.Note is { } note && note != before.Note) LogNote(name, note);
            _changed.Set();
        }
    }

    [LoggerMessage(LogLevel.Information, "Device {Device} is ready")]
    private partial void LogReady(string device);

    [LoggerMessage(LogLevel.Warning, "Device {Device} failed: {Reason}; it is tried again every second, and all else works on")]
    private partial void LogFailed(string device, string reason);

    [LoggerMessage(LogLevel.Information, "Device {Device} says: {Note}")]
    private partial void LogNote(string device, string note);

    [LoggerMessage(LogLevel.Error, "The driver of {Device} did what it must not")]
    private partial void LogUnexpected(string device, Exception exception);
}
