namespace Edge.Agent.Devices.Supervision;

/// <summary>How a device is opened and looked after. All of it may block: it runs on lanes of the device's own.</summary>
/// <param name="Open">Opens it; throws <see cref="DeviceException"/> where it is not there.</param>
internal sealed record DevicePlan<TPort>(Func<CancellationToken, Task<TPort>> Open)
    where TPort : class, IDisposable
{
    /// <summary>Waits for what people do to it, as long as it is open, beside all other work; null where they do nothing to it.</summary>
    public Func<TPort, CancellationToken, Task>? Listen { get; init; }

    /// <summary>Asks whether it still answers, and what it says of itself (see <see cref="DeviceStatus.Note"/>); null where nothing can be asked.</summary>
    public Func<TPort, CancellationToken, Task<string?>>? Look { get; init; }
}
