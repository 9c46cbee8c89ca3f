namespace Edge.Agent.Courier;

/// <summary>What an export put on a stick.</summary>
internal sealed record ExportReport(string Node, int Written, int OnStickAlready, int NotWritten, IReadOnlyList<StickProblem> Problems);
