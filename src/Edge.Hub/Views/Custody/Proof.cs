namespace Edge.Hub.Views.Custody;

/// <summary>What can be shown of one board's records of one day, in the local time of its place and by its own clock.</summary>
/// <param name="Day">The day.</param>
/// <param name="Verdict">Complete only where nothing speaks against it.</param>
/// <param name="Doubts">Why it is not complete, or cannot be said to be.</param>
/// <param name="Numbers">Each record number of the day, in order; bounded, see <paramref name="Left"/>.</param>
/// <param name="Left">Numbers that are counted and not listed.</param>
/// <param name="First">The lowest number of the day; 0 where there is none.</param>
/// <param name="Last">The highest number of the day.</param>
/// <param name="Stored">Of these numbers, stored.</param>
/// <param name="Safe">Of the stored, in a confirmed copy.</param>
/// <param name="Missing">Numbers between the first and the last that are not here.</param>
/// <param name="Damaged">Of the missing, reported by the board as damaged.</param>
/// <param name="FirstDigest">SHA-256 of the manifest before the first of the day, which the first names; empty where it is the board's first.</param>
/// <param name="LastDigest">SHA-256 of the manifest of the last.</param>
/// <param name="MadeAt">When this was put together.</param>
public sealed record Proof(string Node, string Group, DateOnly Day, ProofVerdict Verdict, IReadOnlyList<ProofDoubt> Doubts, IReadOnlyList<ProofNumber> Numbers, long Left, long First, long Last,
    long Stored, long Safe, long Missing, long Damaged, string FirstDigest, string LastDigest, DateTimeOffset MadeAt);

/// <summary>One record number of a day.</summary>
/// <param name="State">How far it is.</param>
/// <param name="AcceptedAt">By the board's clock; null where the record is not here.</param>
/// <param name="StoredAt">When it was stored, which is when its receipt was signed.</param>
/// <param name="Path">How it came: mqtt or courier.</param>
/// <param name="RecordId">Null where it is not here.</param>
public sealed record ProofNumber(long Number, ProofState State, DateTimeOffset? AcceptedAt, DateTimeOffset? StoredAt, bool Safe, string Path, Guid? RecordId);

/// <summary>How far a number is.</summary>
public enum ProofState
{
    Stored = 0,
    Receiving = 1,
    Missing = 2,

    /// <summary>The board reports that it can no longer read it.</summary>
    Damaged = 3,
}

/// <summary>What can be said of a day.</summary>
public enum ProofVerdict
{
    /// <summary>Every record of the day is stored, and there can be no other.</summary>
    Complete = 0,

    /// <summary>Something of the day is not here.</summary>
    Incomplete = 1,

    /// <summary>All that is known is here, and there may be more.</summary>
    NotProven = 2,
}

/// <summary>Numbers, both ends among them, that stand against a day being complete.</summary>
public sealed record ProofDoubt(ProofProblem Problem, long First, long Last);

/// <summary>What stands against a day being complete.</summary>
public enum ProofProblem
{
    /// <summary>Numbers within the day are not here.</summary>
    Missing = 0,

    /// <summary>The board reports them damaged.</summary>
    Damaged = 1,

    /// <summary>They are still being received.</summary>
    Receiving = 2,

    /// <summary>Numbers before the first of the day are not here; they may be of it.</summary>
    Before = 3,

    /// <summary>Numbers after the last of the day are not here; they may be of it.</summary>
    After = 4,

    /// <summary>The board has not told since the day ended how many it made.</summary>
    NotHeardSince = 5,

    /// <summary>Two records carry a number, or claim a place.</summary>
    Fork = 6,

    /// <summary>The board's clock went back or far ahead among these numbers: which day they are of is not sure.</summary>
    Clock = 7,
}
