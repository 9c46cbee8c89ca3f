namespace Edge.Agent.Tests.Crash;

/// <summary>One disk that a power cut may leave, and how it came about. <paramref name="LedgerWhole"/> is false where the ledger was ruined too.</summary>
internal sealed record CutState(DiskImage Image, bool LedgerWhole, string Story);
