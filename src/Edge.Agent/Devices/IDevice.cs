namespace Edge.Agent.Devices;

/// <summary>A device as the rest of the agent sees it: there or not, and never in anybody's way.</summary>
/// <typeparam name="TPort">What it does once it is open. Its methods throw <see cref="DeviceException"/> and nothing else of their own.</typeparam>
internal interface IDevice<out TPort>
    where TPort : class, IDisposable
{
    /// <summary>How it is now.</summary>
    DeviceStatus Status { get; }

    /// <summary>Completes at the next change of <see cref="Status"/> after the call.</summary>
    Task Changed { get; }

    /// <summary>
    /// Does one piece of work with the open device; one user at a time. False where the device is not there, where the work
    /// threw <see cref="DeviceException"/> or outlasted its limit: the device is then closed and opened again.
    /// </summary>
    Task<bool> TryUseAsync(Func<TPort, CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken);
}

/// <summary>A device did not do what it was asked: it is missing, unplugged, broken, or answers nonsense. It is closed and opened again.</summary>
internal class DeviceException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An open device that can be asked whether it is still there, without doing anything that people would notice.</summary>
internal interface ICheckable
{
    /// <exception cref="DeviceException">It is not.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
