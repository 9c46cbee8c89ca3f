using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Courier;

/// <summary>Signs what a stick carries of this board. It changes nothing: a record stays queued until its receipt comes.</summary>
internal sealed class SlipWriter(AgentIdentity identity, Custodian custodian, IRecordSpool spool, IRecordIndex index, IBoardClock clock)
{
    /// <summary>Of the records named, those that still wait; the others have their receipt and need no courier.</summary>
    /// <exception cref="MalformedException">The draft names no folder, or too many records.</exception>
    public SignedSlip Sign(CourierSlip draft)
    {
        if (draft.SlipId.Length != 16) throw new MalformedException("a slip's id must be 16 bytes");
        if (draft.Records.Count > Limits.CourierRecords || draft.Records.Any(r => r.RecordId.Length != 16)) throw new MalformedException($"a slip names at most {Limits.CourierRecords} records, each by 16 bytes");
        return CourierSlips.Sign(new CourierSlip
        {
            Node = identity.Node,
            SlipId = draft.SlipId,
            // The head first: a record accepted meanwhile may be on the stick without it, never the other way.
            Head = custodian.SignHead(),
            Records = { draft.Records.Select(r => Waiting(new Guid(r.RecordId.Span, bigEndian: true))).OfType<CourierRecord>() },
            Damaged = { spool.Damaged.OrderByDescending(d => d.Sequence).Take(Limits.OfferedRecords) },
            TrustVersion = identity.Trust.Current.Version,
            WrittenAtMs = clock.Read().WallTime.ToUnixTimeMilliseconds(),
        }, identity.Key);
    }

    private CourierRecord? Waiting(Guid id)
    {
        if (index.Queued(id) is not { } entry) return null;
        try
        {
            using var record = spool.Open(entry);
            return new CourierRecord { RecordId = record.Manifest.Fields.RecordId, Sequence = entry.Sequence, Digest = ByteString.CopyFrom(record.Manifest.Digest) };
        }
        catch (SpoolException)
        {
            return null; // receipted meanwhile, or damaged, which the quarantine has said
        }
    }
}
