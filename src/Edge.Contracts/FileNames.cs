using System.Text;

namespace Edge.Contracts;

/// <summary>File names that mean the same on every file system: ext4, FAT, exFAT, NTFS, a share.</summary>
public static class FileNames
{
    private const int Longest = 80;

    // With any ending, too: NUL.jpg is the device.
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. from kind in (string[])["COM", "LPT"] from unit in "0123456789\u00B9\u00B2\u00B3" select kind + unit],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a name that Windows keeps for a device.</summary>
    public static bool IsReserved(string name) => Devices.Contains(name.Split('.')[0].TrimEnd(' '));

    /// <summary>The nearest name of letters, digits, '.', '_' and '-' that every file system takes; the name itself where it is one.</summary>
    public static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var c in name) safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_');
        if (safe.Length == 0 || safe[0] == '.' || IsReserved(name) || IsReserved(safe.ToString())) safe.Insert(0, '_');
        var shortened = Shortened(safe.ToString(), Longest);
        return shortened.EndsWith('.') ? shortened[..^1] + '_' : shortened;
    }

    /// <summary>Adds the name to those taken, with a number before its ending where one of them differs in nothing but capitals.</summary>
    /// <param name="name">A safe name.</param>
    /// <param name="taken">A set that does not tell capitals from small letters.</param>
    public static string Distinct(string name, ISet<string> taken)
    {
        for (var number = 2; !taken.Add(name); number++)
        {
            var dot = name.LastIndexOf('.') is > 0 and var at ? at : name.Length;
            var mark = $"-{number}";
            var stem = name[..dot];
            var candidate = stem[..Math.Min(stem.Length, Math.Max(1, Longest - mark.Length - (name.Length - dot)))] + mark + name[dot..];
            if (taken.Add(candidate)) return candidate;
        }
        return name;
    }

    // The ending tells what it is: it stays.
    private static string Shortened(string name, int longest)
    {
        if (name.Length <= longest) return name;
        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= longest / 2 ? name[dot..] : "";
        return name[..(longest - ending.Length)] + ending;
    }
}
