using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Agent.Panel;

/// <summary>What the page says when something on it is pressed; each path takes some of it.</summary>
internal sealed record PanelWish
{
    public const int LongestBytes = 1024;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public string? Button { get; init; }

    public string? Key { get; init; }

    public string? Fault { get; init; }

    public string? Device { get; init; }

    public bool? On { get; init; }

    public int? Value { get; init; }

    /// <summary>Null where it is no such thing, or too long.</summary>
    public static async Task<PanelWish?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LongestBytes) return null;
        try
        {
            return JsonSerializer.Deserialize<PanelWish>(bytes.AsSpan(0, length), Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
