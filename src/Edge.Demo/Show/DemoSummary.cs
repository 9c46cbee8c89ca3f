using System.Text.Json;

namespace Edge.Demo.Show;

/// <summary>The sums of a run, as --json prints them.</summary>
internal sealed record DemoSummary(int Kiosks, int Accepted, int Stored, int Lost, int Duplicates, long LinkCuts, long PayloadBytes, long WireBytes, IReadOnlyList<Uri> Panels)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
