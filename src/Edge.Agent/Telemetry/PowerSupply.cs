namespace Edge.Agent.Telemetry;

/// <summary>Where the board's power comes from, by the kernel's power_supply class.</summary>
internal sealed class PowerSupply(string folder = "/sys/class/power_supply")
{
    private const string Battery = "Battery";

    /// <summary>True where a supply from outside is known and none is online, or where none is known and a battery says that it empties; false where the kernel knows of nothing.</summary>
    public bool OnBattery() => Outside() is { Count: > 0 } outside ? outside.TrueForAll(s => Read(s, "online") == "0") : Batteries().Exists(b => Read(b, "status") == "Discharging");

    /// <summary>mains or battery; null where the kernel cannot tell.</summary>
    public string? Source() => OnBattery() ? "battery" : Outside().Count > 0 || Batteries().Exists(b => Read(b, "status") is "Charging" or "Full" or "Not charging") ? "mains" : null;

    /// <summary>Of the fullest battery that is in place, since the board lives as long as one does; null where there is none that tells.</summary>
    public int? ChargePercent() => Batteries().Where(s => Read(s, "present") != "0").Select(s => int.TryParse(Read(s, "capacity"), out var percent) ? percent : (int?)null).Max();

    private List<string> Outside() => [.. Supplies().Where(s => Read(s, "type") is not (null or Battery))];

    // A scanner or a keypad without a cable has a battery too, and feeds no board.
    private List<string> Batteries() => [.. Supplies().Where(s => Read(s, "type") == Battery && Read(s, "scope") != "Device")];

    private string[] Supplies()
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A supply that is being unplugged answers with an error.
    private static string? Read(string supply, string attribute)
    {
        try
        {
            return Path.Combine(supply, attribute) is var path && File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
