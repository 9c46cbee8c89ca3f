using System.ComponentModel.DataAnnotations;
using Edge.Contracts;

namespace Edge.Agent.Uplink;

/// <summary>How the board sends what it holds.</summary>
internal sealed class UplinkOptions
{
    public const string Section = "Uplink";

    /// <summary>False keeps the board off the network: records wait, and can be carried out by hand.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Most bytes that may be under way without the hub's answer; the board follows bandwidth and delay below it, and the hub may grant less.</summary>
    [Range(16 * 1024, 1024 * 1024)]
    public int WindowBytes { get; init; } = 1024 * 1024;

    /// <summary>Most bytes of a record in one chunk; smaller where the link is slow or connections are short. What is larger than a quarter of a second of a link that has just become slow is lost with it.</summary>
    [Range(2048, Limits.ChunkBytes)]
    public int ChunkBytes { get; init; } = 16 * 1024;

    /// <summary>Records looked ahead to; of small ones up to four times as many.</summary>
    [Range(1, Limits.OfferedRecords)]
    public int LookAhead { get; init; } = Limits.OfferedRecords;

    /// <summary>Wait between two attempts to connect.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The same while the board runs on its battery; what is less than <see cref="RetryDelay"/> changes nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RetryDelayOnBattery { get; init; } = TimeSpan.Zero;

    /// <summary>Limit of one attempt: TCP, TLS and the broker's greeting.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where two links or more are up, such as Wi-Fi and a modem, those the kernel would not choose are tried too while the hub does not answer over its choice. False leaves the choice to the kernel alone.</summary>
    public bool UseEveryLink { get; init; } = true;

    /// <summary>How often an address that the hub has told is tried while the board is connected at another one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan AddressTryEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Within this time after an address was told, at a moment of chance, it is tried first: all boards hear of it together.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan AddressTrySpread { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long whoever answers at such an address has to show the hub's key.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AddressProofWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Least wait for an answer before an offer is said again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Wait before an offer is said again while the broker answers and the hub does not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HubAwayDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Least silence, with something waiting for an answer, after which the link counts as dead.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An idle board says that it is there this often.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan IdleOffer { get; init; } = TimeSpan.FromSeconds(30);
}
