using Edge.Benchmarks.Uplink.Watching;

namespace Edge.Benchmarks.Boards;

/// <summary>What became of one return of all boards.</summary>
/// <param name="Wire">Bytes the boards put on the wire and got from it.</param>
internal sealed record BoardsOutcome(BoardsPlan Plan, LoadResult Result, (long Sent, long Received) Wire)
{
    public required int Stored { get; init; }

    public required int Twice { get; init; }

    public required double HubMiB { get; init; }

    public required double BrokerMiB { get; init; }

    public required double LoadMiB { get; init; }

    public required TimeSpan HubCpu { get; init; }

    public required TimeSpan BrokerCpu { get; init; }

    public required long ReceiveDropped { get; init; }

    public required long Duplicate { get; init; }

    public required long Evictions { get; init; }

    public required int BrokerDrops { get; init; }

    /// <summary>The machine's load before the start.</summary>
    public required string Load { get; init; }

    public int Served => Result.Boards.Count(b => b.Waiting == 0);

    /// <summary>One that never finished counts with all the time there was.</summary>
    private IEnumerable<double> Times => Result.Boards.Select(b => b.Waiting == 0 ? b.LastReceiptSeconds ?? 0 : Result.Seconds);

    public double Median => Spread.Rank(Times, 0.5)!.Value;

    public double First => Times.Min();

    public double Slowest => Times.Max();

    /// <summary>Payload of stored records for each second until the slowest was done.</summary>
    public double BytesPerSecond => (double)Stored * Plan.RecordBytes / Slowest;
}
