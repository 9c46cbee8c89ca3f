namespace Edge.Agent.Devices;

/// <summary>A device that nobody has set up.</summary>
internal sealed class NoDevice<TPort>(string name, TimeProvider time) : IDevice<TPort>
    where TPort : class, IDisposable
{
    public DeviceStatus Status { get; } = new(name, DeviceState.Absent, null, time.GetUtcNow());

    public Task Changed { get; } = new TaskCompletionSource().Task;

    public Task<bool> TryUseAsync(Func<TPort, CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken) => Task.FromResult(false);
}
