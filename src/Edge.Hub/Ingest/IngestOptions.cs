using System.ComponentModel.DataAnnotations;

namespace Edge.Hub.Ingest;

/// <summary>How much the hub takes in at once.</summary>
internal sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>Bytes all boards together may have under way; bounds the hub's and the broker's memory.</summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int WindowBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Chunks all boards together may have under way; stays below the broker's max_queued_messages.</summary>
    [Range(64, 100_000)]
    public int WindowChunks { get; init; } = 4000;

    /// <summary>Most bytes one board may have under way.</summary>
    [Range(64 * 1024, 16 * 1024 * 1024)]
    public int BoardWindowBytes { get; init; } = 1024 * 1024;

    /// <summary>Most chunks one board may have under way.</summary>
    [Range(4, 1024)]
    public int BoardWindowChunks { get; init; } = 64;

    /// <summary>Messages committed in one transaction.</summary>
    [Range(1, 4096)]
    public int BatchMessages { get; init; } = 256;

    /// <summary>How long a group of messages may take. What is left of it goes into the next one, so that whoever waits for the archive, an operator's command say, waits for no more than this and a commit.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan GroupTime { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>By which local time a record belongs to a day: the fleet's (<see cref="Fleet.FleetOptions.LocalOffset"/>), and no setting of its own.</summary>
    internal TimeSpan LocalOffset { get; set; } = TimeSpan.FromHours(7);

    /// <summary>How long each of two incarnations of one board may speak before it is the other's turn.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Offers of one board that are answered in a second, for long; further ones count as lost, and ten times as many as a flood.</summary>
    [Range(1, 10_000)]
    public int OffersPerSecond { get; init; } = 100;

    /// <summary>Offers of one board that are answered in one burst, before that rate binds.</summary>
    [Range(10, 100_000)]
    public int OfferBurst { get; init; } = 1000;

    /// <summary>How long a board that exceeded its grant is shut out; doubles each time it does so again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time a board is shut out for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestCoolDown { get; init; } = TimeSpan.FromMinutes(10);
}
