namespace Edge.Benchmarks.Boards;

/// <summary>How one board fared.</summary>
/// <param name="LastReceiptSeconds">From the first board's start until its last receipt was in its ledger; null where it got none.</param>
internal sealed record BoardOutcome(string Node, int Waiting, long Receipts, double? LastReceiptSeconds, uint Connections, long SentBytes, long ResentBytes, string? Problem);
