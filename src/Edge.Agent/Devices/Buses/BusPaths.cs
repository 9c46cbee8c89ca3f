using System.Globalization;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Buses;

/// <summary>The library knows buses by number, where the settings have device files.</summary>
internal static class BusPaths
{
    private const string I2cPrefix = "/dev/i2c-";
    private const string SpiPrefix = "/dev/spidev";

    public static bool IsI2c(string path) => Numbers(path, I2cPrefix) is [_];

    public static int I2c(string path) => Numbers(path, I2cPrefix) is [var bus] ? bus : throw Wrong(path, "I2C bus", "/dev/i2c-0, /dev/i2c-1");

    public static (int Bus, int Chip) Spi(string path) => Numbers(path, SpiPrefix) is [var bus, var chip] ? (bus, chip) : throw Wrong(path, "SPI bus", "/dev/spidev0.0, /dev/spidev0.1");

    private static int[]? Numbers(string path, string before)
    {
        path = DevicePath.Real(path);
        if (!path.StartsWith(before, StringComparison.Ordinal)) return null;
        var numbers = new List<int>();
        foreach (var part in path[before.Length..].Split('.'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }
        return [.. numbers];
    }

    private static DeviceException Wrong(string path, string what, string like) => new($"'{path}' is no {what}; it must be one of {like} and so on, or a link to one");
}
