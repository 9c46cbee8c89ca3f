using System.Globalization;
using Edge.Hosting.Linux;

namespace Edge.Agent.Devices.Input;

/// <summary>Finds an input device by what does not change when it is plugged in elsewhere.</summary>
internal static class InputDevices
{
    private const string Class = "sys/class/input";

    // What tells the keys of a device from its other nodes (volume keys, a mouse).
    private const int KeyEnter = 28;
    private const int KeypadEnter = 96;

    /// <summary>The device file of a path, of a USB id (<c>vvvv:pppp</c>) or of a name as the kernel tells it.</summary>
    /// <exception cref="DeviceException">There is none.</exception>
    public static string Find(string device, SysFiles files)
    {
        if (device.StartsWith('/')) return device;
        foreach (var node in files.Entries(Class).Where(e => Path.GetFileName(e).StartsWith("event", StringComparison.Ordinal)))
        {
            if (Matches(device, node, files) && HasEnter(files.Text($"{node}/device/capabilities/key"))) return $"/dev/input/{Path.GetFileName(node)}";
        }
        throw new DeviceException($"no keyboard is called or numbered '{device}'; /proc/bus/input/devices lists names and ids");
    }

    /// <summary>Looks into a bitmap as sysfs writes it: hexadecimal machine words, the highest first.</summary>
    internal static bool HasKey(string? bitmap, int key)
    {
        var words = (bitmap ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (word, bit) = (key / (8 * IntPtr.Size), key % (8 * IntPtr.Size));
        return word < words.Length && ulong.TryParse(words[^(word + 1)], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) && (bits >> bit & 1) == 1;
    }

    private static bool HasEnter(string? bitmap) => HasKey(bitmap, KeyEnter) || HasKey(bitmap, KeypadEnter);

    private static bool Matches(string device, string node, SysFiles files) =>
        device.Equals($"{files.Text($"{node}/device/id/vendor")}:{files.Text($"{node}/device/id/product")}", StringComparison.OrdinalIgnoreCase)
        || device.Equals(files.Text($"{node}/device/name"), StringComparison.OrdinalIgnoreCase);
}
