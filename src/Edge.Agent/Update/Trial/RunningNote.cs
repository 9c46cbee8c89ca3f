using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Contracts;

namespace Edge.Agent.Update.Trial;

/// <summary>The agent's own word that a record could be accepted. It is written once a start while a release is on trial, and is of the agent's user.</summary>
/// <param name="Start">Which start of the service it is of (INVOCATION_ID).</param>
/// <param name="Folder">Where the program that says so has its files.</param>
internal sealed record RunningNote(string Start, string Folder)
{
    private const int MostBytes = 1024;

    public static string PathIn(DataFolder data) => Path.Combine(data.Update, "running.json");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    /// <summary>Null where there is none, or none that can be understood.</summary>
    public static RunningNote? Read(DataFolder data)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningNote>(ReleaseSource.ReadSmall(PathIn(data), MostBytes), JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is JsonException or IOException or MalformedException)
        {
            return null;
        }
    }
}
