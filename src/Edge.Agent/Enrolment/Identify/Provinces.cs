using System.Text.Json;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>Which province a personal number's first three digits name, from provinces.json: a list that changes as provinces merge, so an unknown code is a doubt and no more.</summary>
internal static class Provinces
{
    /// <summary>Names by code.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(Provinces).Assembly.GetManifestResourceStream("Edge.Agent.Enrolment.provinces.json")!;
        return new Dictionary<string, string>(JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!, StringComparer.Ordinal);
    }
}
