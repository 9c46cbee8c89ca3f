using Edge.Agent.Custody;
using Edge.Contracts.Records;

namespace Edge.Agent.Tests.Crash;

/// <summary>What a client and the hub know of one record, each with the step after which they know it.</summary>
internal sealed record RecordStory(Guid Id)
{
    public int? Accepted { get; init; }

    public AcceptedRecord? Answer { get; init; }

    public RecordManifest? Manifest { get; init; }

    /// <summary>From this step on its bytes may be found changed by the medium.</summary>
    public int? Rotted { get; init; }

    public int? ReleaseBegun { get; init; }

    public int? Released { get; init; }

    /// <summary>From this step on its file may be gone, and after <see cref="Safe"/> it must be: a copy is away from the hub's machine.</summary>
    public int? SafeBegun { get; init; }

    public int? Safe { get; init; }

    public byte[] Digest => Manifest?.Digest ?? [];

    /// <summary>What is known of it, in short.</summary>
    public string Brief => $"{Id}:{Accepted is not null}{Rotted is not null}{ReleaseBegun is not null}{Released is not null}{SafeBegun is not null}{Safe is not null}";

    /// <summary>The same as known after so many steps.</summary>
    public RecordStory After(int steps) => this with
    {
        Accepted = At(Accepted, steps),
        Rotted = At(Rotted, steps),
        ReleaseBegun = At(ReleaseBegun, steps),
        Released = At(Released, steps),
        SafeBegun = At(SafeBegun, steps),
        Safe = At(Safe, steps),
    };

    /// <summary>The same as the past of a new log.</summary>
    public RecordStory Past() => this with { Accepted = Accepted * 0, Rotted = Rotted * 0, ReleaseBegun = ReleaseBegun * 0, Released = Released * 0, SafeBegun = SafeBegun * 0, Safe = Safe * 0 };

    private static int? At(int? step, int steps) => step <= steps ? step : null;
}
