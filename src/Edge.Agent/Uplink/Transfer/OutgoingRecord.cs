using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Uplink;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>A record of the look-ahead and how much of it the hub has.</summary>
internal sealed class OutgoingRecord(SpoolEntry entry, RecordManifest manifest)
{
    public SpoolEntry Entry { get; } = entry;

    public RecordManifest Manifest { get; } = manifest;

    public long Size { get; } = (long)manifest.Fields.SealedSize;

    /// <summary>What the hub says it has committed.</summary>
    public RangeSet Committed { get; } = [];

    /// <summary>What has been sent and not yet answered.</summary>
    public RangeSet InFlight { get; } = [];

    /// <summary>What was under way when an earlier connection ended, and the hub has not told since whether it came.</summary>
    public RangeSet Unsure { get; } = [];

    /// <summary>What has ever been sent by this process, to tell resent bytes.</summary>
    public RangeSet Sent { get; } = [];

    /// <summary>The hub has the manifest, as far as we know: the record is offered by id only.</summary>
    public bool ManifestSent { get; set; }

    /// <summary>In an offer of this connection that awaits its answer.</summary>
    public bool Offered { get; set; }

    /// <summary>The hub has answered on this connection: its chunks may travel.</summary>
    public bool Answered { get; set; }

    /// <summary>The hub had answered on an earlier connection, in the same run of it: what it certainly lacks may follow the offer without waiting.</summary>
    public bool AnsweredBefore { get; set; }

    /// <summary>It has travelled whole on this connection.</summary>
    public bool WentWhole { get; set; }

    /// <summary>So small that it travels with its manifest, without an offer; should that be lost, it is offered like any other.</summary>
    public bool TravelsWhole => !ManifestSent && !WentWhole && !Answered && Size <= Limits.WholeBytes;

    /// <summary>At most what goes along with its bytes then.</summary>
    public int WholeExtra => Manifest.Bytes.Length + 80;

    /// <summary>It has to be offered before its bytes may travel.</summary>
    public bool NeedsOffer => !Offered && !Answered && !TravelsWhole && InFlight.Count == 0;

    /// <summary>The hub has all bytes.</summary>
    public bool Stored { get; set; }

    public bool HasArrived(long first, long end) => Stored || Committed.Contains(first, end);

    public long Remaining => Size - Committed.Covered;

    /// <summary>The next piece to send, or null where all is committed, under way or perhaps there.</summary>
    public (long First, long End)? NextPiece(int most)
    {
        foreach (var (first, end) in Committed.Missing(Size))
        {
            foreach (var (f, e) in InFlight.Missing(first, end))
            {
                if (Unsure.Missing(f, e).FirstOrDefault() is var (known, until) && until > known) return (known, Math.Min(until, known + most));
            }
        }
        return null;
    }

    /// <summary>The hub has spoken on this connection: it tells what has come, and what it does not tell has not.</summary>
    public void ForgetDoubts()
    {
        AnsweredBefore = false;
        Unsure.Clear();
    }

    public void ForgetConnection()
    {
        AnsweredBefore |= Answered;
        foreach (var (first, end) in InFlight) Unsure.Add(first, end);
        InFlight.Clear();
        Offered = Answered = WentWhole = false;
    }
}

/// <summary>What a chunk carries: its number on this connection and which bytes of which record. Of whole records a chunk carries several.</summary>
internal readonly record struct Piece(ulong Number, OutgoingRecord Record, long First, long End, CongestionWindow.Mark Mark)
{
    public int Length => (int)(End - First);

    /// <summary>What it counts of the grant: with its manifest, where that goes along.</summary>
    public int Cost => Length + (IsWhole ? Record.WholeExtra : 0);

    /// <summary>The hub has not been told of the record: its manifest goes along.</summary>
    public bool IsWhole { get; init; }
}
