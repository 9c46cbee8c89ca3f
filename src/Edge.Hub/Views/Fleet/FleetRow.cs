using Edge.Hub.Fleet.Habit;
using Edge.Hub.Releases;

namespace Edge.Hub.Views.Fleet;

/// <summary>One board as every list shows it. Immutable; ages are counted by whoever shows it from the times in it.</summary>
public sealed record FleetRow
{
    public required string Node { get; init; }

    /// <summary>Its group, which is its area.</summary>
    public required string Group { get; init; }

    public required BoardState State { get; init; }

    /// <summary>Why it needs attention, worst first; empty where it does not.</summary>
    public IReadOnlyList<BoardCause> Causes { get; init; } = [];

    /// <summary>Which devices have failed, as the board says it, such as <c>scanner failed</c>; those of <see cref="BoardCause.Device"/>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public bool Online { get; init; }

    /// <summary>When it was last heard by any way; null where never.</summary>
    public DateTimeOffset? LastContact { get; init; }

    /// <summary>How it usually comes back; null while too little is known of it.</summary>
    public UsualGap? Usual { get; init; }

    public long BacklogRecords { get; init; }

    public long BacklogBytes { get; init; }

    /// <summary>When the oldest record that is held out there was accepted, by the board's word; null where none is, or it did not say.</summary>
    public DateTimeOffset? BacklogOldest { get; init; }

    public long Stored { get; init; }

    public long Receiving { get; init; }

    /// <summary>Numbers that neither the archive has nor the board announces.</summary>
    public long Gaps { get; init; }

    /// <summary>Records the board has reported as damaged, or keeps in quarantine.</summary>
    public long Damaged { get; init; }

    public Told<double>? LinkPercent { get; init; }

    public Told<double>? PowerPercent { get; init; }

    /// <summary>True on mains, false on its battery.</summary>
    public Told<bool>? OnMains { get; init; }

    public Told<double>? DiskFreePercent { get; init; }

    public Told<double>? Temperature { get; init; }

    /// <summary>True where there is paper.</summary>
    public Told<bool>? Paper { get; init; }

    /// <summary>What the board says of its clock, as it says it: synchronised, or not.</summary>
    public Told<bool>? ClockRight { get; init; }

    public string Version { get; init; } = "";

    /// <summary>The release of its program that it is offered, and how far it has got; null where none is.</summary>
    public BoardRelease? Offered { get; init; }

    /// <summary>Open alerts.</summary>
    public int Alerts { get; init; }

    /// <summary>In which hours of the last seven days it was heard, oldest first: 168 bits, the first in the lowest of the first byte.</summary>
    public IReadOnlyList<byte> Contacts { get; init; } = [];
}

/// <summary>What a board told of itself, and when, by the hub's clock.</summary>
public sealed record Told<T>(T Value, DateTimeOffset At);

/// <summary>How a board is, as far as the hub can know.</summary>
public enum BoardState
{
    /// <summary>Heard, and nothing is wrong.</summary>
    Healthy = 0,

    /// <summary>Not connected, as it usually is not.</summary>
    OfflineAsUsual = 1,

    /// <summary>Not heard for longer than its habit.</summary>
    Silent = 2,

    /// <summary>Something is wrong: see the causes.</summary>
    Attention = 3,

    /// <summary>Its certificates are revoked.</summary>
    Locked = 4,

    /// <summary>Was never heard.</summary>
    Unheard = 5,
}

/// <summary>What is wrong with a board, or with the hub; also the causes of alerts.</summary>
public enum BoardCause
{
    Silent = 0,
    BacklogAge = 1,
    Disk = 2,
    Battery = 3,
    Paper = 4,
    Clock = 5,
    RefusedCertificate = 6,
    Gap = 7,
    Fork = 8,
    Damaged = 9,
    Device = 10,
    BackupTooOld = 11,
    IngestNotListening = 12,
    RecordInNoCopy = 13,
}
