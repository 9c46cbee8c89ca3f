namespace Edge.Hub.Backup;

/// <summary>A confirmed copy, for people and scripts.</summary>
/// <param name="NotSafe">Stored records that are in no confirmed copy yet.</param>
internal sealed record CopyView(long Number, CopyKind Kind, long Records, long NotSafe);
