using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Gpio;

/// <summary>Finds a chip; their numbers change with the kernel, their labels do not.</summary>
internal static class GpioChip
{
    private const string Folder = "/dev";

    /// <param name="chip">A device file, a name or a label.</param>
    /// <exception cref="DeviceException">There is none.</exception>
    public static DeviceFile Open(string chip)
    {
        if (chip.StartsWith('/')) return DeviceFile.Open(chip, DeviceCalls.ReadWrite);
        var seen = new List<string>();
        foreach (var path in Directory.GetFiles(Folder, "gpiochip*").Order(StringComparer.Ordinal))
        {
            var file = DeviceFile.Open(path, DeviceCalls.ReadWrite);
            var (name, label) = Ask(file);
            if (chip == name || chip == label) return file;
            file.Dispose();
            seen.Add($"{name} [{label}]");
        }
        throw new DeviceException($"no GPIO chip is called or labelled '{chip}'; there {(seen.Count == 0 ? "is none" : $"are {string.Join(", ", seen)}")}");
    }

    private static unsafe (string Name, string Label) Ask(DeviceFile file)
    {
        var info = stackalloc byte[GpioAbi.ChipInfoBytes];
        try
        {
            file.Control(GpioAbi.GetChipInfo, info, "is no GPIO chip");
        }
        catch (DeviceException)
        {
            // It went away in the same moment.
            return ("", "");
        }
        return GpioAbi.Chip(new ReadOnlySpan<byte>(info, GpioAbi.ChipInfoBytes));
    }
}
