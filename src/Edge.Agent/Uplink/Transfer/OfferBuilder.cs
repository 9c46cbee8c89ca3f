using Edge.Agent.Custody;
using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Says in an offer who speaks and what the board holds altogether.</summary>
internal sealed class OfferBuilder(Custodian custodian, IRecordSpool spool)
{
    public ByteString Incarnation { get; } = WireId.Of(custodian.Current.ChainId);

    /// <summary>The backlog last told; the hub shows it as ours until it hears another.</summary>
    public int ToldBacklog { get; private set; }

    public Offer Offer(TransferScheduler scheduler, uint connection)
    {
        var (number, records) = scheduler.NextOffer();
        var queued = spool.Queued;
        ToldBacklog = queued.Count;
        return new Offer
        {
            Incarnation = Incarnation,
            Connection = connection,
            Number = number,
            Head = custodian.SignHead(),
            Records = { records },
            Damaged = { NextDamaged() },
            BacklogRecords = (ulong)queued.Count,
            BacklogBytes = (ulong)spool.QueuedBytes,
            HubRunId = scheduler.HubRun,
            Version = ProductVersion.Text,
        };
    }

    // The hub does not say which it has noted, so all are told again and again, a handful an offer.
    private List<DamagedRecord> NextDamaged()
    {
        var all = spool.Damaged.OrderBy(d => d.Sequence).ToList();
        var start = all.FindIndex(d => d.Sequence > _damagedTold);
        if (all.Count <= Limit || start < 0) start = 0;
        var next = all.Skip(start).Take(Limit).ToList();
        _damagedTold = next.Count == 0 ? 0 : next[^1].Sequence;
        return next;
    }

    private const int Limit = 8;

    private ulong _damagedTold;
}
