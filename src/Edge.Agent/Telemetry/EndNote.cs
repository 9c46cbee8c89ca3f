namespace Edge.Agent.Telemetry;

/// <summary>What systemd noted when the last run ended (ExecStopPost of edge-agent.service), in a folder that is gone with the power.</summary>
/// <param name="folder">Null outside systemd.</param>
internal sealed class EndNote(string? folder)
{
    public const string FileName = "ended";

    private const int Longest = 64;

    /// <summary>systemd's word for it, such as <c>watchdog</c>; null where there is none. It is taken: the next start finds no old one.</summary>
    public string? Take()
    {
        if (folder is null) return null;
        var path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path)) return null;
            var text = new FileInfo(path).Length <= Longest ? File.ReadAllText(path).Trim() : "";
            File.Delete(path);
            return text.Length == 0 ? null : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
