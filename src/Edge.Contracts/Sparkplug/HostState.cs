using System.Text;
using System.Text.Json;

namespace Edge.Contracts.Sparkplug;

/// <summary>Whether a host is there, as its STATE topic says it.</summary>
public sealed record HostState(bool Online, long TimestampMs)
{
    private const int MostBytes = 256;

    public byte[] Encode() => Encoding.UTF8.GetBytes($"{{\"online\":{(Online ? "true" : "false")},\"timestamp\":{TimestampMs}}}");

    /// <exception cref="MalformedException">The bytes say no such thing.</exception>
    public static HostState Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MostBytes) throw new MalformedException($"STATE of {bytes.Length} bytes; at most {MostBytes}");
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 4 });
            return new HostState(json.RootElement.GetProperty("online").GetBoolean(), json.RootElement.GetProperty("timestamp").GetInt64());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new MalformedException("STATE is not readable", e);
        }
    }
}
