using Edge.Hub.Archive;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Releases;

namespace Edge.Hub.Views.Fleet;

/// <summary>All that a row is made of, as it was last read.</summary>
internal sealed record BoardFacts(string Node, string Group, bool Locked)
{
    public BoardSigns Signs { get; init; } = BoardSigns.None;

    public ArchiveFacts Archive { get; init; } = ArchiveFacts.None;

    public UsualGap? Usual { get; init; }

    public int Alerts { get; init; }

    /// <summary>See <see cref="FleetRow.Contacts"/>.</summary>
    public IReadOnlyList<byte> Contacts { get; init; } = [];

    /// <summary>When it was last heard by any way.</summary>
    public DateTimeOffset? LastContact => Later(Signs.HeardAt, Archive.HeardAt);

    /// <summary>What is held out there, by whichever word of the board is newer.</summary>
    public long Backlog => Signs.Backlog is { } told && !(told.At < Archive.HeardAt) ? Math.Max(0, told.Value) : Archive.BacklogRecords;

    public long BacklogBytes => Signs.BacklogBytes is { } told && !(told.At < Archive.HeardAt) ? Math.Max(0, told.Value) : Archive.BacklogBytes;

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}

/// <summary>What the archive has of a board.</summary>
internal sealed record ArchiveFacts
{
    public static ArchiveFacts None { get; } = new();

    public DateTimeOffset? HeardAt { get; init; }

    public long BacklogRecords { get; init; }

    public long BacklogBytes { get; init; }

    public string Version { get; init; } = "";

    /// <summary>What it is offered of its program.</summary>
    public BoardRelease? Offered { get; init; }

    public long Stored { get; init; }

    public long StoredBytes { get; init; }

    public long Receiving { get; init; }

    /// <summary>The highest number its chain names.</summary>
    public long Head { get; init; }

    public long Gaps { get; init; }

    public long Damaged { get; init; }

    public DateTimeOffset? ForkAt { get; init; }

    public DateTimeOffset? DamagedAt { get; init; }

    public DateTimeOffset? RefusedAt { get; init; }

    public static ArchiveFacts Of(BoardContact? contact, BoardCounts? counts, IEnumerable<KeyValuePair<string, DateTimeOffset>> incidents, BoardRelease? offered = null)
    {
        var happened = incidents.ToDictionary(i => i.Key, i => (DateTimeOffset?)i.Value);
        var head = Math.Max(contact?.HeadSequence ?? 0, counts?.Newest ?? 0);
        return new ArchiveFacts
        {
            HeardAt = contact?.HeardAt,
            BacklogRecords = contact?.BacklogRecords ?? 0,
            BacklogBytes = contact?.BacklogBytes ?? 0,
            Version = contact?.Version ?? "",
            Offered = offered,
            Stored = counts?.Stored ?? 0,
            StoredBytes = counts?.StoredBytes ?? 0,
            Receiving = counts?.Receiving ?? 0,
            Head = head,
            // What the chain names, and neither the archive has nor the board announces nor reports as damaged.
            Gaps = Math.Max(0, head - (counts?.Numbers ?? 0) - (contact?.BacklogRecords ?? 0) - (counts?.Damaged ?? 0)),
            Damaged = counts?.Damaged ?? 0,
            ForkAt = happened.GetValueOrDefault("fork"),
            DamagedAt = happened.GetValueOrDefault("damaged-on-board"),
            RefusedAt = happened.GetValueOrDefault("revoked"),
        };
    }
}
