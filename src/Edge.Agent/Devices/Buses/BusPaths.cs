using System.Globalization;

namespace Edge.Agent.Devices.Buses;

/// <summary>The library knows chips and buses by number, where the settings have device files.</summary>
internal static class BusPaths
{
    public static int I2c(string path) => Numbers(path, "/dev/i2c-") is [var bus] ? bus : throw Wrong(path, "/dev/i2c-0, /dev/i2c-1");

    public static (int Bus, int Chip) Spi(string path) => Numbers(path, "/dev/spidev") is [var bus, var chip] ? (bus, chip) : throw Wrong(path, "/dev/spidev0.0, /dev/spidev0.1");

    public static int Gpio(string path) => Numbers(Path.GetFileName(path), "gpiochip") is [var chip] ? chip : throw Wrong(path, "gpiochip0, gpiochip1");

    private static int[]? Numbers(string path, string before)
    {
        if (!path.StartsWith(before, StringComparison.Ordinal)) return null;
        var numbers = new List<int>();
        foreach (var part in path[before.Length..].Split('.'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }
        return [.. numbers];
    }

    private static DeviceException Wrong(string path, string like) => new($"System.Device.Gpio knows chips and buses by number; '{path}' must be one of {like} and so on");
}
