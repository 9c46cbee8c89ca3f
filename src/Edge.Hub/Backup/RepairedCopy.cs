namespace Edge.Hub.Backup;

/// <summary>A finished backup, and how many damaged records are asked for again.</summary>
internal sealed record RepairedCopy(long Number, int AskedAgain);
