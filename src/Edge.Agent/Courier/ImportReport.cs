namespace Edge.Agent.Courier;

/// <summary>What an import of receipts did.</summary>
internal sealed record ImportReport(string Node, int Released, int Already, int FoldersCleared, IReadOnlyList<StickProblem> Problems);
