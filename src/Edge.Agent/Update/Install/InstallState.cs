using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Contracts;
using Edge.Contracts.Releases;

namespace Edge.Agent.Update.Install;

/// <summary>What root tells of releases: the trial that is on, how the last one ended, and what is not tried again.</summary>
internal sealed record InstallState
{
    /// <summary>Interrupted so often, a release counts as failed: it may be what takes the power.</summary>
    public const int MostAttempts = 3;

    private const int MostFailed = 16;
    private const int MostBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>What is under way; null where nothing is.</summary>
    public ReleaseAttempt? Trial { get; init; }

    /// <summary>Why the trial is being taken back; null where it is not.</summary>
    public string? TakingBack { get; init; }

    /// <summary>How the last one ended.</summary>
    public ReleaseOutcome? Last { get; init; }

    /// <summary>What was taken back: only a person brings it again.</summary>
    public IReadOnlyList<ReleaseOutcome> Failed { get; init; } = [];

    /// <summary>The release that ran before the present one, which is kept; null for the package's.</summary>
    public string? Before { get; init; }

    public ReleaseOutcome? FailureOf(string digest) => Failed.LastOrDefault(f => f.Digest == digest);

    /// <summary>What was taken back is brought again by a person only.</summary>
    /// <exception cref="MalformedException">It was taken back before.</exception>
    public void RequireNotFailed(ReleaseHead head)
    {
        if (FailureOf(ReleaseSource.DigestOf(head)) is { } failed) throw new MalformedException($"release {head.Manifest.Version} was taken back on {failed.At:yyyy-MM-dd} ({failed.Reason}) and is not tried again by itself; as root: edge-agent release install FILE --again");
    }

    /// <summary>The trial is over.</summary>
    public InstallState Ended(ReleaseOutcome outcome) => this with
    {
        Trial = null,
        TakingBack = null,
        Last = outcome,
        Failed = outcome.Result == ReleaseResult.TakenBack ? [.. Failed.Where(f => f.Digest != outcome.Digest).TakeLast(MostFailed - 1), outcome]
            : outcome.Result == ReleaseResult.Installed ? [.. Failed.Where(f => f.Digest != outcome.Digest)] : Failed,
    };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>What is so, for whoever tells of it: a trial is on only while <see cref="InstallFolder.Previous"/> is there, whatever was written of one that a cut ended.</summary>
    public static InstallState Now(InstallFolder folder) => Read(folder.State) is var state && File.Exists(folder.Previous) ? state : state with { Trial = null, TakingBack = null };

    /// <summary>What it says; nothing where it is not there or cannot be understood, for nothing depends on it.</summary>
    public static InstallState Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MostBytes } ? JsonSerializer.Deserialize<InstallState>(File.ReadAllBytes(path), Json) ?? new() : new();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return new InstallState();
        }
    }
}

/// <summary>A release that is being installed or tried.</summary>
/// <param name="Digest">SHA-256 of its manifest, hexadecimal.</param>
/// <param name="Attempt">How often it was begun, from 1.</param>
internal sealed record ReleaseAttempt(string Version, string Digest, int Attempt, DateTimeOffset At);

/// <summary>How it ended.</summary>
internal sealed record ReleaseOutcome(string Version, string Digest, ReleaseResult Result, string Reason, DateTimeOffset At)
{
    /// <summary>How often it had been begun.</summary>
    public int Attempt { get; init; }

    /// <summary>The result as people read it.</summary>
    [JsonIgnore]
    public string Word => Result switch
    {
        ReleaseResult.Installed => "installed",
        ReleaseResult.TakenBack => "taken back",
        ReleaseResult.Refused => "refused",
        _ => "interrupted",
    };
}

internal enum ReleaseResult
{
    /// <summary>It runs and stays.</summary>
    Installed,

    /// <summary>It ran and was not healthy.</summary>
    TakenBack,

    /// <summary>It was not tried.</summary>
    Refused,

    /// <summary>Power or disk came in between; it may be tried again.</summary>
    Interrupted,
}
