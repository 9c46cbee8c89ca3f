namespace Edge.Agent.Devices.Supervision;

/// <summary>A device of the board, whatever it does.</summary>
internal interface ISupervised
{
    DeviceStatus Status { get; }

    /// <summary>Completes at the next change of <see cref="Status"/> after the call.</summary>
    Task Changed { get; }

    /// <summary>Opens the device again and again, and looks after it while it is open; returns at once where no settings name one.</summary>
    Task RunAsync(CancellationToken stoppingToken);
}
