namespace Edge.Hub.Backup;

/// <summary>What a restore did.</summary>
/// <param name="SetAside">Where the archive that was there is now; null where there was none.</param>
/// <param name="NewerBoards">Boards whose admission or revocation was newer than the backup and was carried over.</param>
internal sealed record RestoreReport(long Epoch, DateTimeOffset At, long Copy, DateTimeOffset CopyBegunAt, long Records, string? SetAside, IReadOnlyList<string> NewerBoards);
