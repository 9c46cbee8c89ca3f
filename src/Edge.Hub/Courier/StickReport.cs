namespace Edge.Hub.Courier;

/// <summary>What an import took from a stick.</summary>
internal sealed record StickReport(int Taken, int HereAlready, int NotTaken, int Receipts, IReadOnlyList<StickProblem> Problems);
