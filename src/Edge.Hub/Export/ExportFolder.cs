using Edge.Hub.Archive;

namespace Edge.Hub.Export;

/// <summary>Where an export is written: a folder a board, in it a folder a record.</summary>
internal sealed class ExportFolder(string folder)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Path => folder;

    public void Make() => Directory.CreateDirectory(folder, Private);

    /// <summary>Writes a record, or reads back what is there of it already.</summary>
    /// <returns>What became of it, and what is wrong where that is not all of it.</returns>
    /// <exception cref="IOException">It was not written.</exception>
    public (Exported Outcome, IReadOnlyList<string> Problems) Put(ArchivedRecord row, OpenedRecord opened)
    {
        var target = FolderOf(row);
        var there = Directory.Exists(target);
        // What is there may be of a run with more keys: it is no worse for this one's having fewer.
        if (there && opened.Closed.Count > 0) return (Exported.Failed, opened.Closed);
        if (there && RecordFolder.HoldsSealed(target, opened.Opened))
        {
            // An earlier run had not all the keys.
            RecordFolder.Rewrite(target, opened.Rest, opened.Files);
            there = false;
        }
        else if (!there) RecordFolder.Write(target, opened.Rest, opened.Files);
        if (RecordFolder.Difference(target, opened.Rest, opened.Files) is { } difference)
        {
            return (Exported.Failed, [.. opened.Closed, $"{difference}; move that folder away and run the export again"]);
        }
        return (opened.Closed.Count > 0 ? Exported.Failed : there ? Exported.AlreadyThere : Exported.Written, opened.Closed);
    }

    private string FolderOf(ArchivedRecord row) => System.IO.Path.Combine(folder, Contracts.FileNames.Safe(row.Node), FolderName(row));

    // The digest tells apart two contents that came under one id.
    private static string FolderName(ArchivedRecord row) =>
        $"{row.Sequence:D12}-{row.RecordId}" + (row.Flags.HasFlag(RecordFlags.SameIdOtherDigest) ? $"-{Convert.ToHexStringLower(row.ManifestDigest.AsSpan(0, 4))}" : "");
}

/// <summary>What became of one record.</summary>
internal enum Exported
{
    Written,
    AlreadyThere,
    Failed,

    /// <summary>Its sealed bytes were deleted, as it had been safe for long enough.</summary>
    Deleted,
}
