namespace Edge.Hub.Views.Custody;

/// <summary>Where the records of one board are. Every number is kept with the commits that change it.</summary>
/// <param name="Announced">The highest number the board has named, or the archive knows.</param>
/// <param name="Received">Different numbers that are stored.</param>
/// <param name="Stored">Stored records; more than numbers where two carry one.</param>
/// <param name="StoredBytes">Sealed bytes that came with them; some may have been deleted since, after an export.</param>
/// <param name="Receiving">Begun, and not whole yet.</param>
/// <param name="OutThere">Held by the board, by its last word.</param>
/// <param name="OutThereBytes">Their bytes on its disk.</param>
/// <param name="Oldest">When the oldest of them was accepted; null where none is, or it did not say.</param>
/// <param name="Missing">Numbers that neither the archive has, nor the board announces or reports as damaged.</param>
/// <param name="Damaged">Reported by the board as damaged; it keeps them in quarantine.</param>
/// <param name="NotSafe">Stored, and in no confirmed copy yet.</param>
/// <param name="Held">What the hub would not take, by reason, the newest first.</param>
/// <param name="LastContact">When the board was last heard.</param>
public sealed record CustodyRow(string Node, string Group, long Announced, long Received, long Stored, long StoredBytes, long Receiving, long OutThere, long OutThereBytes, DateTimeOffset? Oldest,
    long Missing, long Damaged, long NotSafe, IReadOnlyList<HeldView> Held, DateTimeOffset? LastContact);

/// <summary>Records that the hub told a board to hold.</summary>
/// <param name="Records">How many when it was last told.</param>
/// <param name="Told">How often in all, each record by itself.</param>
public sealed record HeldView(HoldReason Reason, int Records, long Told, DateTimeOffset LastAt);

/// <summary>Why the hub would not take a record; the numbers are those of the wire.</summary>
public enum HoldReason
{
    Unknown = 0,
    Digest = 1,
    Signature = 2,
    Malformed = 3,
    Storage = 4,
    TooLarge = 5,
    Unfinished = 6,
}

/// <summary>The boards, and their sums.</summary>
public sealed record CustodyView(IReadOnlyList<CustodyRow> Boards, CustodyTotals Totals);

/// <summary>Sums over boards.</summary>
public sealed record CustodyTotals(long Boards, long Announced, long Received, long Stored, long StoredBytes, long Receiving, long OutThere, long OutThereBytes, DateTimeOffset? Oldest, long Missing, long Damaged, long NotSafe)
{
    public static CustodyTotals Of(IReadOnlyCollection<CustodyRow> rows) => new(rows.Count, rows.Sum(r => r.Announced), rows.Sum(r => r.Received), rows.Sum(r => r.Stored), rows.Sum(r => r.StoredBytes),
        rows.Sum(r => r.Receiving), rows.Sum(r => r.OutThere), rows.Sum(r => r.OutThereBytes), rows.Min(r => r.Oldest), rows.Sum(r => r.Missing), rows.Sum(r => r.Damaged), rows.Sum(r => r.NotSafe));
}
