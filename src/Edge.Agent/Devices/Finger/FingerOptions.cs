using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Finger;

/// <summary>The fingerprint sensor.</summary>
internal sealed class FingerOptions
{
    /// <summary>Which family it is of; none is there by default.</summary>
    public FingerDriver Driver { get; init; }

    /// <summary>Its device file.</summary>
    [Required]
    public string Path { get; init; } = "/dev/ttyUSB1";

    /// <summary>Bits a second; new sensors speak 57600.</summary>
    [AllowedValues(9600, 19200, 38400, 57600, 115200, ErrorMessage = "9600, 19200, 38400, 57600 or 115200")]
    public int Baud { get; init; } = 57600;

    /// <summary>The address it was given; new sensors have 4294967295 (FFFFFFFF).</summary>
    public uint Address { get; init; } = 0xFFFFFFFF;
}

/// <summary>Which family the sensor is of.</summary>
internal enum FingerDriver
{
    None,

    /// <summary>R30x, ZFM-20 and their kin, on a serial line.</summary>
    Zfm,

    Virtual,
}
