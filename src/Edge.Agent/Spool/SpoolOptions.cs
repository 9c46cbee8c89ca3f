using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Spool;

/// <summary>Where sealed records wait, and how much room is left alone.</summary>
internal sealed class SpoolOptions
{
    public const string Section = "Spool";

    public const string Files = "files";
    public const string LiteDb = "litedb";

    /// <summary>Where queued records lie: litedb (the default) is LiteDB files of at most 64 MiB; files is one file a record. After a change the next start moves what waits.</summary>
    [Required, RegularExpression($"{Files}|{LiteDb}")]
    public string Store { get; init; } = LiteDb;

    /// <summary>Lets the data folder stand on a file system that forgets everything without power; for demonstrations and tests.</summary>
    public bool AllowVolatile { get; init; }

    /// <summary>A record with its receipt is kept at least so long, by the hub's clock, unless a copy of it is safe away from the hub; then, oldest first, until its room is needed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Intake stops while accepting would leave less than this free, so that what is queued can still be released.</summary>
    [Range(0L, 1L << 40)]
    public long ReserveBytes { get; init; } = 64L << 20;

    /// <summary>Size of a file that is given up when even a release finds the disk full, and made again later; under 2 MiB it hardly helps, as the ledger's own log takes 0.4 MiB.</summary>
    [Range(0L, 1L << 30)]
    public long BallastBytes { get; init; } = 16L << 20;
}
