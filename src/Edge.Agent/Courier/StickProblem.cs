namespace Edge.Agent.Courier;

/// <summary>Something on a stick that was not taken or not written, by its file.</summary>
internal sealed record StickProblem(string File, string Problem);
