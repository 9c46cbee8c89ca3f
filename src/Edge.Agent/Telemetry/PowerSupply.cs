namespace Edge.Agent.Telemetry;

/// <summary>Where the board's power comes from, by the kernel's power_supply class.</summary>
internal sealed class PowerSupply(string folder = "/sys/class/power_supply")
{
    /// <summary>True where a supply is known, and none that feeds from outside is online; false where the kernel knows of none.</summary>
    public bool OnBattery()
    {
        var outside = Supplies().Where(s => Read(s, "type") is not (null or "Battery")).ToList();
        return outside.Count > 0 && outside.TrueForAll(s => Read(s, "online") == "0");
    }

    /// <summary>mains or battery; null where the kernel knows of no supply from outside.</summary>
    public string? Source() => OnBattery() ? "battery" : Supplies().Any(s => Read(s, "type") is not (null or "Battery")) ? "mains" : null;

    /// <summary>Of the emptiest battery; null where there is none that tells.</summary>
    public int? ChargePercent() => Supplies().Where(s => Read(s, "type") == "Battery").Select(s => int.TryParse(Read(s, "capacity"), out var percent) ? percent : (int?)null).Min();

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
