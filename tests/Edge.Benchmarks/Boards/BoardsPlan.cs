using Edge.Benchmarks.Uplink.Links;

namespace Edge.Benchmarks.Boards;

/// <summary>How many boards return, with what, and over what.</summary>
internal sealed record BoardsPlan(int Boards, int Records)
{
    /// <summary>The size of a record's sealed bytes.</summary>
    public int RecordBytes { get; init; } = 20_000;

    /// <summary>All boards start within this time.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(1);

    /// <summary>What has not come by then is reported as not come.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>What all boards share to the hub.</summary>
    public static readonly LinkShape Link = new(100_000_000, TimeSpan.Zero);

    public int AllRecords => Boards * Records;

    public long AllBytes => (long)AllRecords * RecordBytes;
}
