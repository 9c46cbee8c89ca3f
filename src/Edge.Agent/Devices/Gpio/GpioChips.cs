using System.Globalization;
using System.Text;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Gpio;

/// <summary>
/// Finds a chip; their numbers change with the kernel, their labels do not. The library's own list is not asked: the C library behind it ends
/// the process where a chip goes away, or may not be opened, in the same moment.
/// </summary>
internal static class GpioChips
{
    private const string Prefix = "gpiochip";

    // linux/gpio.h: _IOR(0xB4, 0x01, struct gpiochip_info), of name[32], label[32] and the number of lines.
    private const uint GetChipInfo = 0x8044B401;
    private const int InfoBytes = 68;
    private const int NameBytes = 32;

    /// <param name="chip">A number, a name (<c>gpiochip0</c>), a label or a device file.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="DeviceException">There is none.</exception>
    public static int Find(string chip)
    {
        var wanted = chip.StartsWith('/') ? DevicePath.Real(chip) : chip;
        var seen = new List<string>();
        foreach (var path in Directory.GetFiles("/dev", $"{Prefix}*").Order(StringComparer.Ordinal))
        {
            try
            {
                var (name, label) = Ask(path);
                // A second name in /dev leads to the same chip.
                var number = name[Prefix.Length..];
                if (wanted == label || wanted == name || wanted == number || wanted == $"/dev/{name}") return int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
                seen.Add($"{name} [{label}]");
            }
            catch (DeviceException e)
            {
                seen.Add(e.Message);
            }
        }
        throw new DeviceException($"no GPIO chip is called or labelled '{chip}'; there {(seen.Count == 0 ? "is none" : $"are {string.Join(", ", seen.Distinct())}")}");
    }

    private static unsafe (string Name, string Label) Ask(string path)
    {
        var info = stackalloc byte[InfoBytes];
        using (var file = DeviceFile.Open(path, DeviceCalls.ReadWrite)) file.Control(GetChipInfo, info, "is no GPIO chip");
        return (Text(new ReadOnlySpan<byte>(info, NameBytes)), Text(new ReadOnlySpan<byte>(info + NameBytes, NameBytes)));
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes);
}
