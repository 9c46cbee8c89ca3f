using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Hosting.Sockets;

/// <summary>JSON as it is believed from outside: no member that nobody reads, none twice.</summary>
internal static class StrictJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>What a request's body says; <paramref name="empty"/> where it says nothing, null where it is too long or is no such thing.</summary>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, int longestBytes, T? empty, CancellationToken cancellationToken)
        where T : class
    {
        var bytes = new byte[longestBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > longestBytes) return null;
        if (length == 0) return empty;
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.AsSpan(0, length), Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
