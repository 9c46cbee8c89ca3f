namespace Edge.Hub.Backup;

/// <summary>A restore of the archive, for people and scripts.</summary>
internal sealed record RestoreView(long Epoch, DateTimeOffset At, long Copy, DateTimeOffset CopyBegunAt);
