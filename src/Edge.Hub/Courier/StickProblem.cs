namespace Edge.Hub.Courier;

/// <summary>Something on a stick that was not taken, by its file.</summary>
internal sealed record StickProblem(string File, string Problem);
