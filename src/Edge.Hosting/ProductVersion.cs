using System.Reflection;

namespace Edge.Hosting;

/// <summary>What this build calls itself; programs and what they share are built together.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
