using Edge.Agent.Devices;
using Edge.Agent.Devices.Supervision;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Devices;

/// <summary>A supervised device that runs as long as the test.</summary>
internal sealed class Supervised<TPort> : IAsyncDisposable
    where TPort : class, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public Supervised(DevicePlan<TPort>? plan, TimeProvider time, string name = "printer")
    {
        Device = new SupervisedDevice<TPort>(name, plan, time, Log);
        _run = Task.Run(() => Device.RunAsync(_stop.Token));
    }

    public SupervisedDevice<TPort> Device { get; }

    public LogList Log { get; } = new();

    public bool Ready => Device.Status.State == DeviceState.Ready;

    public bool Failed => Device.Status.State == DeviceState.Failed;

    public Task Ran => _run;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // With a clock that stands it may wait for a port that does not close; then it is left.
        await Task.WhenAny(_run, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None));
    }
}
