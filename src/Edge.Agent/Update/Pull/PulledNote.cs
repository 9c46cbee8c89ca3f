using System.Text.Json;
using Edge.Agent.Update.Install;
using Edge.Hosting.Linux;

namespace Edge.Agent.Update.Pull;

/// <summary>What became of the last release that was pulled, so that it is not pulled once more.</summary>
/// <param name="Digest">SHA-256 of its file, hexadecimal.</param>
/// <param name="Manifest">SHA-256 of its manifest, by which root tells of it; empty where it was refused before.</param>
internal sealed record PulledNote(string Digest, ulong Number, long Size, string Manifest)
{
    private const int MostBytes = 16 * 1024;

    /// <summary>Why the agent refused it; null where it was staged.</summary>
    public string? Refusal { get; init; }

    /// <summary>By what it was refused: the build that ran and the trust file. With others it is looked at again.</summary>
    public ulong Running { get; init; }

    public ulong Trust { get; init; }

    /// <summary>Why it is not taken again; null where nothing is against it.</summary>
    public string? Against(ulong running, ulong trust, InstallState state)
    {
        if (Refusal is not null) return Running == running && Trust == trust ? Refusal : null;
        var ended = state.FailureOf(Manifest) ?? (state.Last is { Result: ReleaseResult.Refused } last && last.Digest == Manifest ? last : null);
        return ended is null ? null : $"{ended.Word}: {ended.Reason}";
    }

    public void Write(IDisk disk, string path) => DurableFile.Replace(disk, path, JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Null where there is none, or none that can be read: then the release may be pulled again.</summary>
    public static PulledNote? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MostBytes } && JsonSerializer.Deserialize<PulledNote>(File.ReadAllBytes(path)) is { Digest: not null, Manifest: not null } note ? note : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
