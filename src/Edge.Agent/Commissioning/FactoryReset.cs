using Edge.Agent.Storage;
using Edge.Hosting.Linux;

namespace Edge.Agent.Commissioning;

/// <summary>
/// Makes a board nobody again: keys first, then records, cases, lists, database. Once begun it is finished, after a power cut by whatever
/// starts next; so no board is ever half of who it was. Voices and letters that a technician brought stay.
/// </summary>
internal sealed class FactoryReset(DataFolder data, IDisk disk)
{
    private static readonly string[] Stays = ["prompts", "fonts"];

    private string Begun => Path.Combine(data.Root, "factory-reset");

    /// <summary>Whoever calls this holds the data folder, and has asked.</summary>
    /// <exception cref="DiskException">It is not finished; the next start goes on.</exception>
    public void Run()
    {
        DurableFile.Replace(disk, Begun, "begun"u8);
        Finish();
    }

    public bool IsBegun => File.Exists(Begun);

    /// <summary>Goes on with one that was cut; false where none was begun.</summary>
    public bool FinishIfBegun()
    {
        if (!IsBegun) return false;
        Finish();
        return true;
    }

    private void Finish()
    {
        foreach (var keys in (string[])[data.Identity, data.NewIdentity]) Clear(keys);
        disk.SyncFolder(data.Root);
        foreach (var path in Directory.GetFileSystemEntries(data.Root)) Remove(path);
        disk.SyncFolder(data.Root);
        // The last of all: until it is gone, a cut changes nothing but when the rest goes.
        disk.Delete(Begun);
        disk.SyncFolder(data.Root);
    }

    private void Remove(string path)
    {
        if (path == Begun || path == data.LockFile || Stays.Contains(Path.GetFileName(path))) return;
        if (Directory.Exists(path)) Clear(path);
        else if (new FileInfo(path).LinkTarget is null) disk.Delete(path);
        else Empty(Links.Follow(path));
    }

    // A link is how a technician gave a part of the board another disk: it stays, and what is there goes.
    private void Clear(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.GetFileSystemEntries(folder))
        {
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null) Clear(path);
            else disk.Delete(path);
        }
        disk.SyncFolder(folder);
        if (new DirectoryInfo(folder).LinkTarget is null) Directory.Delete(folder);
    }

    // SQLite keeps its own beside the file itself.
    private void Empty(string file)
    {
        foreach (var path in (string[])[file, $"{file}-wal", $"{file}-shm", $"{file}-journal"]) disk.Delete(path);
        disk.SyncFolder(Path.GetDirectoryName(file)!);
    }
}
