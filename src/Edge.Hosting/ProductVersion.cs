using System.Globalization;
using System.Reflection;

namespace Edge.Hosting;

/// <summary>What this build calls itself; programs and what they share are built together.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Rises with every build that is packaged, being its commit's seconds since 1970; 0 for others.</summary>
    public static ulong Number { get; } =
        ulong.TryParse(typeof(ProductVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "BuildNumber")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
