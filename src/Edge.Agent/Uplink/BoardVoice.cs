using Edge.Agent.Custody;
using Edge.Agent.Health;
using Edge.Agent.Spool;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Uplink;

/// <summary>Says in an offer who speaks and what the board holds altogether.</summary>
internal sealed class BoardVoice(Custodian custodian, IRecordSpool spool)
{
    public ByteString Incarnation { get; } = ByteString.CopyFrom(custodian.Current.ChainId.ToByteArray(bigEndian: true));

    /// <summary>The backlog last told; the hub shows it as ours until it hears another.</summary>
    public int ToldBacklog { get; private set; }

    public Offer Offer(Outbox outbox, uint connection)
    {
        var (number, records) = outbox.NextOffer();
        var queued = spool.Queued;
        ToldBacklog = queued.Count;
        return new Offer
        {
            Incarnation = Incarnation,
            Connection = connection,
            Number = number,
            Head = custodian.SignHead(),
            Records = { records },
            Damaged = { spool.Damaged.TakeLast(Limit) },
            BacklogRecords = (ulong)queued.Count,
            BacklogBytes = (ulong)queued.Sum(e => e.FileSize),
            HubRunId = outbox.HubRun,
            Version = AgentVersion.Text,
        };
    }

    // Damaged manifests are said at every offer until the hub knows them; a handful fits beside the records.
    private const int Limit = 8;
}
