using Edge.Contracts.Records;
using Edge.Contracts.Uplink;
using Edge.Contracts.Wire;

namespace Edge.Hub.Tests.Crash;

/// <summary>One record and what the hub has told its board of it, each with the step of the log after which it was told.</summary>
internal sealed class ArchivedStory(RecordManifest manifest, byte[] bytes)
{
    private readonly List<(int Step, RangeSet Ranges)> _committed = [];

    public RecordManifest Manifest => manifest;

    public byte[] Bytes => bytes;

    public int? StoredAt { get; private set; }

    public SignedReceipt? Receipt { get; private set; }

    public bool IsStoredAfter(int steps) => StoredAt <= steps;

    /// <summary>The bytes of which the hub had said by then that it has them.</summary>
    public RangeSet CommittedAfter(int steps)
    {
        var ranges = new RangeSet();
        foreach (var (_, told) in _committed.Where(c => c.Step <= steps))
        {
            foreach (var (first, end) in told) ranges.Add(first, end);
        }
        return ranges;
    }

    /// <summary>What is promised of it, in short.</summary>
    public string Brief(int steps) => IsStoredAfter(steps) ? "stored" : string.Join(',', CommittedAfter(steps));

    /// <summary>By a receipt that is for others as well.</summary>
    public void ToldStored(int step) => StoredAt ??= step;

    public void Told(RecordState state, int step)
    {
        if (state.Stored is { } receipt && StoredAt is null) (StoredAt, Receipt) = (step, receipt);
        if (state.Held is { Reason: HeldReason.Digest }) _committed.Clear(); // they were wrong, and are asked for again
        if (state.Committed is not { } committed) return;
        var ranges = new RangeSet();
        foreach (var range in committed.Ranges) ranges.Add((long)range.First, (long)range.End);
        _committed.Add((step, ranges));
    }
}
