using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Uplink.Addresses;
using Edge.Agent.Uplink.Objects;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Says in an offer who speaks and what the board holds altogether.</summary>
internal sealed class OfferBuilder(AgentIdentity identity, Custodian custodian, IRecordSpool spool, IEnumerable<ObjectHandler> objects, AddressTurns? turns = null)
{
    private const int Limit = 8;

    private ulong _damagedTold;
    private readonly List<ObjectHandler> _objects = [.. objects.Where(o => o.Name != Names.TrustObject)];
    private List<ObjectVersion> _toldVersions = [];
    private ulong _toldTrust;

    public string Node => identity.Node;

    public ByteString Incarnation { get; } = WireId.Of(custodian.Current.ChainId);

    /// <summary>The backlog last told; the hub shows it as ours until it hears another.</summary>
    public int ToldBacklog { get; private set; }

    /// <summary>A backlog was told, and there is none any more.</summary>
    public bool BacklogIsGone => ToldBacklog > 0 && spool.Queued.Count == 0;

    /// <summary>Something was pulled since the last offer. The hub signs by the trust file a board says it believes, and offers the next object by what it says it has: it has to hear of it now.</summary>
    public bool PulledSinceTold => identity.Trust.Current.Version != _toldTrust || !Versions().SequenceEqual(_toldVersions);

    public Offer Offer(TransferScheduler scheduler, uint connection)
    {
        var (number, records) = scheduler.NextOffer();
        var queued = spool.Queued;
        ToldBacklog = queued.Count;
        _toldTrust = identity.Trust.Current.Version;
        _toldVersions = Versions();
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
            Objects = { _toldVersions },
            Prove = turns is { NeedsProof: true },
            Address = turns is null ? "" : $"{turns.Current}",
        };
    }

    // A release is named at any version: its name says for which processor this board wants one.
    private List<ObjectVersion> Versions() => [.. _objects.Where(o => o.Last || o.Version() > 0 || o.Refused() is not null).Select(o => o.Told())];

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
