using System.Collections.Frozen;
using Edge.Contracts;
using Edge.Contracts.Shown;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Objects;

/// <summary>Releases of the agent's program that are here, and which board is offered which. They are files: too large for memory, and each board has one or none.</summary>
internal sealed class ReleaseShelf(TimeProvider time)
{
    // 4 MiB a second over all boards: what else the hub says goes by the same broker. Who gets no answer asks again in a while.
    private const double AnswersPerSecond = 256;

    private readonly Lock _gate = new();
    private readonly RateLimit _answers = new(AnswersPerSecond, AnswersPerSecond);
    private volatile Shelved? _now;

    /// <summary>What is here.</summary>
    public IReadOnlyList<ShelvedRelease> Releases => _now?.Releases ?? [];

    /// <param name="releases">Those whose files are here.</param>
    /// <param name="offered">Versions, by board.</param>
    public void Put(IReadOnlyList<ShelvedRelease> releases, IReadOnlyDictionary<string, string> offered) => _now = new Shelved(releases, offered.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>The version that a board is offered; null where none is.</summary>
    public string? OfferedTo(string node) => _now?.Offered.GetValueOrDefault(node);

    /// <summary>The file that serves a board best: only what differs from what it runs, where there is such a file, and otherwise the whole.</summary>
    public ShelvedRelease? Best(string version, ToldRelease board) =>
        Releases.Where(r => r.Version == version && r.Architecture == board.Architecture && (r.BaseNumber == 0 || r.BaseNumber == board.Number)).MinBy(r => r.Size);

    /// <summary>What a board lacks; null where it lacks nothing, or did not say for which processor.</summary>
    public ObjectOnOffer? For(string node, ToldRelease? board)
    {
        // Before it is known what is offered, nobody throws anything away.
        if (board is null || _now is null) return null;
        var version = OfferedTo(node);
        var best = version is null ? null : Best(version, board);
        if (best?.Number > board.Number) return best.Number == board.Refused ? null : best.OnOffer;
        // Offered no more, or there by another way: what has come of it takes room there. Of one whose file was lost here it does not.
        return board.Arrived > 0 && (version is null || best is not null) ? new ObjectOnOffer { Name = Names.ReleaseObject(board.Architecture) } : null;
    }

    /// <summary>The release of that digest; null where it is not on offer to this board, or not any more.</summary>
    public ShelvedRelease? Find(string node, ByteString digest) =>
        Releases.FirstOrDefault(r => r.Digest == digest) is { } found && OfferedTo(node) == found.Version ? found : null;

    /// <summary>False where boards have been given as much of releases as there is room for now.</summary>
    public bool MayAnswer()
    {
        lock (_gate) return _answers.Take(time.GetElapsedTime(0, time.GetTimestamp()));
    }

    private sealed record Shelved(IReadOnlyList<ShelvedRelease> Releases, FrozenDictionary<string, string> Offered);
}

/// <summary>A release file of the hub.</summary>
/// <param name="BaseNumber">The release whose files it is short of; 0 for a whole one.</param>
internal sealed record ShelvedRelease(string Path, string Version, ulong Number, string Architecture, ulong BaseNumber, ByteString Digest, long Size)
{
    public ObjectOnOffer OnOffer => new() { Name = Names.ReleaseObject(Architecture), Version = Number, Digest = Digest, Size = (ulong)Size };
}

/// <summary>What a board says of its program.</summary>
/// <param name="Number">Of the release that runs; 0 where it was not told at the build.</param>
/// <param name="Refused">The number of one it will not take; 0 where it refused none.</param>
/// <param name="Why">Why it refused it, or does not pull what is on offer now; empty where nothing is against it.</param>
/// <param name="Arrived">Bytes that are there of the one on offer.</param>
internal sealed record ToldRelease(string Architecture, ulong Number, ulong Refused, string Why, ulong Arrived)
{
    /// <summary>Null where it says nothing of it.</summary>
    public static ToldRelease? Of(Offer offer) =>
        offer.Objects.LastOrDefault(o => o.Name.StartsWith(Names.ReleasePrefix, StringComparison.Ordinal)) is { } told && Contracts.Releases.ReleaseRules.Architectures.Contains(told.Name[Names.ReleasePrefix.Length..])
            ? new ToldRelease(told.Name[Names.ReleasePrefix.Length..], Math.Min(told.Version, Limits.Sequence), Math.Min(told.Refused, Limits.Sequence),
                RefusalText.Cut(told.Refusal), Math.Min(told.Arrived, (ulong)Limits.ReleaseBytes))
            : null;
}
