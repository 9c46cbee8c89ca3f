using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Linux;

namespace Edge.Agent.Doctor.Bundle;

/// <summary>The machine: program, kernel, disk and its wear, and which devices the kernel has. No serial numbers, no network names, no names that people gave to things.</summary>
internal sealed partial class MachineSheet(DataFolder data, SysFiles files, PlainWords words)
{
    private static readonly string[] Nodes = ["gpiochip*", "i2c-*", "spidev*", "ttyACM*", "ttyUSB*", "ttyAMA*", "usb/lp*", "video*", "input/event*", "snd/pcm*", "watchdog*"];

    public object Versions() => new
    {
        Agent = ProductVersion.Text,
        Runtime = RuntimeInformation.FrameworkDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Kernel = Shaped(files.Text("proc/sys/kernel/osrelease")),
        System = Shaped((files.Text("etc/os-release") ?? "").Split('\n').FirstOrDefault(l => l.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))?["PRETTY_NAME=".Length..].Trim('"')),
        Board = Shaped(files.Text("proc/device-tree/model")?.TrimEnd('\0')),
        Processors = Environment.ProcessorCount,
        MemoryKiB = Memory("MemTotal"),
        MemoryFreeKiB = Memory("MemAvailable"),
        UptimeSeconds = long.TryParse(files.Text("proc/uptime")?.Split(' ', '.')[0], out var seconds) ? seconds : (long?)null,
    };

    public object Disk()
    {
        var drive = Directory.Exists(data.Root) ? new DriveInfo(data.Root) : null;
        return new
        {
            FileSystem = MountTable.Read().Look(data.Root).FileSystem,
            TotalBytes = drive?.TotalSize,
            FreeBytes = drive?.AvailableFreeSpace,
            Devices = files.Entries("sys/block").Where(b => !b.Contains("/loop", StringComparison.Ordinal) && !b.Contains("/ram", StringComparison.Ordinal)).Select(b => new
            {
                Name = Shaped(Path.GetFileName(b)),
                Sectors = files.Number($"{b}/size"),
                ReadOnly = files.Number($"{b}/ro"),
                LifeUsed = Shaped(files.Text($"{b}/device/life_time")),
                EndOfLife = Shaped(files.Text($"{b}/device/pre_eol_info")),
                Maker = Shaped(files.Text($"{b}/device/manfid")),
                Made = Shaped(files.Text($"{b}/device/date")),
                SectorsWritten = (files.Text($"{b}/stat") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(6) is { } written && long.TryParse(written, out var count) ? count : (long?)null,
            }),
        };
    }

    public object Devices() => new
    {
        Files = Nodes.SelectMany(FilesOf).Order(StringComparer.Ordinal).Select(f => new { Path = words.Of(f), Mode = Convert.ToString((int)File.GetUnixFileMode(f), 8), Group = GroupOf(f) }),
        Usb = files.Entries("sys/bus/usb/devices").Where(d => files.Exists($"{d}/idVendor")).Select(d => new
        {
            Id = Shaped($"{files.Text($"{d}/idVendor")}:{files.Text($"{d}/idProduct")}"),
            Class = Shaped(files.Text($"{d}/bDeviceClass")),
            Speed = files.Number($"{d}/speed"),
        }),
        SoundCards = (files.Text("proc/asound/cards") ?? "").Split('\n').Count(l => CardLine().IsMatch(l)),
        Network = files.Entries("sys/class/net").Select(n => new { Kind = files.Number($"{n}/type"), Up = files.Text($"{n}/operstate") == "up", Mtu = files.Number($"{n}/mtu") }),
    };

    private static IEnumerable<string> FilesOf(string pattern)
    {
        var folder = Path.Combine("/dev", Path.GetDirectoryName(pattern)!);
        try
        {
            return Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder, Path.GetFileName(pattern)) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Whoever may open it is in this group.
    private string? GroupOf(string path)
    {
        if (FileFacts.Of(path)?.Group.ToString(CultureInfo.InvariantCulture) is not { } number) return null;
        var name = (files.Text("etc/group") ?? "").Split('\n').Select(l => l.Split(':')).FirstOrDefault(f => f.Length > 2 && f[2] == number)?[0];
        return name is not null && words.IsPlain(name) ? name : number;
    }

    private long? Memory(string name) => (files.Text("proc/meminfo") ?? "").Split('\n').FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1) is { } text
        && long.TryParse(text, out var value) ? value : null;

    // What a maker or a distribution wrote, not a person of this place.
    private static string? Shaped(string? text) => text is not null && Maker().IsMatch(text) ? text : null;

    [GeneratedRegex(@"^[A-Za-z0-9 .,_:+~()/-]{1,80}$")]
    private static partial Regex Maker();

    [GeneratedRegex(@"^\s*\d+ \[")]
    private static partial Regex CardLine();
}
