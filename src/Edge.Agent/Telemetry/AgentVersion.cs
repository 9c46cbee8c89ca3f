using System.Reflection;

namespace Edge.Agent.Telemetry;

internal static class AgentVersion
{
    public static string Text { get; } = typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
