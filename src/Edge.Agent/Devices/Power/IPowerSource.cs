namespace Edge.Agent.Devices.Power;

/// <summary>What feeds the board.</summary>
internal interface IPowerSource : IDisposable
{
    /// <exception cref="DeviceException">It does not answer.</exception>
    Task<PowerReading> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>Voltage and current at the battery.</summary>
/// <param name="Volts">At the battery's terminals.</param>
/// <param name="Amperes">Out of the battery; negative while it is charged.</param>
/// <param name="ChargePercent">Estimated from the voltage by the battery's settings; null where they do not say.</param>
internal sealed record PowerReading(double Volts, double Amperes, int? ChargePercent);
