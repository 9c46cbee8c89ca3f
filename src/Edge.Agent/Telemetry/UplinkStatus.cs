using Edge.Hosting;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Telemetry;

/// <summary>What the uplink tells people: written by the uplink, read by the local API.</summary>
internal sealed class UplinkStatus : IStatusSection
{
    private volatile Snapshot _now = new();

    public Snapshot Now => _now;

    public string Name => "uplink";

    public object Read() => _now;

    public void Update(Func<Snapshot, Snapshot> change) => _now = change(_now);

    /// <summary>One consistent reading.</summary>
    internal sealed record Snapshot
    {
        public bool Connected { get; init; }

        /// <summary>Where it is connected, or was last; empty before.</summary>
        public string Hub { get; init; } = "";

        /// <summary>Why not, where not connected, or that the hub does not answer.</summary>
        public string? Problem { get; init; }

        /// <summary>The same in plain words, in both languages.</summary>
        public Said Summary => UplinkWords.Of(this);

        /// <summary>What to do about it; null where nothing is to be done.</summary>
        public Said? Act => UplinkWords.Act(this);

        /// <summary>The address behind <see cref="Hub"/>; empty before.</summary>
        public string HubIp { get; init; } = "";

        /// <summary>The network interface of this connection, or of the last; empty before.</summary>
        public string Interface { get; init; } = "";

        /// <summary>The interface the kernel would have chosen, and over which the hub did not answer; null where it was taken.</summary>
        public string? PassedInterface { get; init; }

        /// <summary>The hub's name did not lead there, or nowhere: it was there before.</summary>
        public bool ByLastAddress { get; init; }

        public uint Connections { get; init; }

        /// <summary>The largest TCP segment, where larger packets get lost on the way; null where the network's own stands.</summary>
        public int? SegmentBytes { get; init; }

        public DateTimeOffset? LastHaveAt { get; init; }

        public DateTimeOffset? LastReceiptAt { get; init; }

        public double? RoundTripMs { get; init; }

        /// <summary>Payload bytes a second the link has carried lately; null before that is known.</summary>
        public double? BytesPerSecond { get; init; }

        /// <summary>How far this board's clock is ahead of the hub's, as the last answer told it, to a round trip.</summary>
        public long? ClockOffsetMs { get; init; }

        public long Receipts { get; init; }

        public long SentBytes { get; init; }

        public long ResentBytes { get; init; }

        public int Held { get; init; }

        public IReadOnlyDictionary<string, int> HeldReasons { get; init; } = new Dictionary<string, int>();
    }
}
