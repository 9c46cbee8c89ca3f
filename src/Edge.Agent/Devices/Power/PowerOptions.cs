using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Power;

/// <summary>The battery's monitor.</summary>
internal sealed class PowerOptions
{
    /// <summary>What measures it; nothing by default. A battery that the kernel knows itself needs no monitor.</summary>
    public PowerDriver Driver { get; init; }

    /// <summary>The I2C bus.</summary>
    [Required]
    public string Bus { get; init; } = "/dev/i2c-1";

    /// <summary>The chip's address; 64 (0x40) to 79.</summary>
    [Range(64, 79)]
    public int Address { get; init; } = 64;

    /// <summary>The shunt's resistance, in ohms; 0.32 V over it are the highest current that can be measured.</summary>
    [Range(0.001, 1.0)]
    public double ShuntOhms { get; init; } = 0.1;

    /// <summary>Whether the shunt is wired the other way round, so that a current out of the battery reads as negative.</summary>
    public bool Reversed { get; init; }

    /// <summary>How full the battery is at which voltage: pairs such as <c>11.0=0 12.0=50 12.8=100</c>, rising; empty where nobody knows.</summary>
    public string Charge { get; init; } = "";
}

/// <summary>What measures the battery.</summary>
internal enum PowerDriver
{
    None,

    /// <summary>An INA219 on I2C, its shunt in the battery's line.</summary>
    Ina219,

    Virtual,
}
