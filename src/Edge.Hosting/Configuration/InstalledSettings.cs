namespace Edge.Hosting.Configuration;

/// <summary>The file of settings that comes with a package.</summary>
internal static class InstalledSettings
{
    /// <summary>Where it is; null where it is not there, or for other data than the installed program's, which has settings of its own.</summary>
    public static string? Of(string program, bool otherData, string folder = "/etc/edge") =>
        Path.Combine(folder, $"{program}.json") is var file && !otherData && File.Exists(file) ? file : null;
}
