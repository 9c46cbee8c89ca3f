namespace Edge.Agent.Health;

/// <summary>Whether the board runs on its battery, by the kernel's power_supply class.</summary>
internal sealed class PowerSupply(string folder = "/sys/class/power_supply")
{
    /// <summary>True where a supply is known, and none that feeds from outside is online; false where the kernel knows of none.</summary>
    public bool OnBattery()
    {
        try
        {
            var outside = Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(s => Read(s, "type") is not (null or "Battery")).ToList() : [];
            return outside.Count > 0 && outside.TrueForAll(s => Read(s, "online") == "0");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Read(string supply, string attribute) =>
        Path.Combine(supply, attribute) is var path && File.Exists(path) ? File.ReadAllText(path).Trim() : null;
}
