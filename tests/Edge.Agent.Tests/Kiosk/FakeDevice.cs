using Edge.Agent.Devices;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>A device that is there or not, as a test says.</summary>
internal sealed class FakeDevice<TPort>(TPort port) : IDevice<TPort>
    where TPort : class, IDisposable
{
    private TaskCompletionSource _changed = New();

    public DeviceStatus Status { get; private set; } = new("fake", DeviceState.Ready, null, DateTimeOffset.UnixEpoch);

    public Task Changed => _changed.Task;

    /// <summary>How often somebody used it.</summary>
    public int Uses { get; private set; }

    /// <summary>Set, each use waits for it.</summary>
    public Task? Stuck { get; set; }

    public void Become(DeviceState state)
    {
        Status = Status with { State = state, Since = Status.Since.AddSeconds(1) };
        Interlocked.Exchange(ref _changed, New()).SetResult();
    }

    public async Task<bool> TryUseAsync(Func<TPort, CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (Status.State != DeviceState.Ready) return false;
        Uses++;
        if (Stuck is not null) await Stuck.WaitAsync(cancellationToken);
        try
        {
            await work(port, cancellationToken);
            return true;
        }
        catch (DeviceException)
        {
            Become(DeviceState.Failed);
            return false;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
