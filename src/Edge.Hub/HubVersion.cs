using System.Reflection;

namespace Edge.Hub;

/// <summary>What this build calls itself.</summary>
internal static class HubVersion
{
    public static string Text { get; } = typeof(HubVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
