namespace Edge.Hosting.Configuration;

/// <summary>Where a program keeps its data when it is not told.</summary>
internal static class StateFolder
{
    // systemd may name several, with colons between them.
    public static string Of(string program) =>
        Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } state ? state.Split(':')[0] : $"/var/lib/{program}";
}
