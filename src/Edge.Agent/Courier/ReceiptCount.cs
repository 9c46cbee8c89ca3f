namespace Edge.Agent.Courier;

/// <summary>What became of receipts that came by courier.</summary>
internal sealed record ReceiptCount(int Released, int Already, IReadOnlyList<string> Problems);
