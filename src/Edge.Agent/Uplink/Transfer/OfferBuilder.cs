using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Says in an offer who speaks and what the board holds altogether.</summary>
internal sealed class OfferBuilder(AgentIdentity identity, Custodian custodian, IRecordSpool spool)
{
    private const int Limit = 8;

    private ulong _damagedTold;
    private ulong _toldTrust;

    public string Node => identity.Node;

    public ByteString Incarnation { get; } = WireId.Of(custodian.Current.ChainId);

    /// <summary>The backlog last told; the hub shows it as ours until it hears another.</summary>
    public int ToldBacklog { get; private set; }

    /// <summary>A backlog was told, and there is none any more.</summary>
    public bool BacklogIsGone => ToldBacklog > 0 && spool.Queued.Count == 0;

    /// <summary>Another trust file is in force than the one last told: the hub signs by what a board says it believes, so it has to hear of it now.</summary>
    public bool TrustIsNew => identity.Trust.Current.Version != _toldTrust;

    public Offer Offer(TransferScheduler scheduler, uint connection)
    {
        var (number, records) = scheduler.NextOffer();
        var queued = spool.Queued;
        ToldBacklog = queued.Count;
        _toldTrust = identity.Trust.Current.Version;
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
            TrustVersion = _toldTrust,
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
}
