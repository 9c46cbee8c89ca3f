namespace Edge.Hub.Backup;

/// <summary>A backup that is written and was read back; <paramref name="Damaged"/> names rows whose bytes did not match.</summary>
internal sealed record FinishedCopy(byte[] Sha256, long Records, IReadOnlyList<long> Damaged);
