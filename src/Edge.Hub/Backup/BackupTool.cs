using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Hub.Backup;

/// <summary>Writes a backup beside the running hub: begun there, copied and read back here, finished there. Only a whole file ever has the name asked for.</summary>
internal sealed class BackupTool(HubPaths paths, HubSocket hub, Action<string> talk)
{
    public async Task<(FinishedCopy Copy, RepairedCopy Repaired)> RunAsync(string target, CancellationToken cancellationToken)
    {
        if (File.Exists(target)) throw new HubException($"{target} is there already; give a new name, a backup never replaces one");
        var part = target + ".part";
        var begun = await hub.PostAsync<BegunCopy>("v1/copies/begin", null, cancellationToken);
        try
        {
            File.Delete(part);
            talk($"copying {new FileInfo(paths.Database).Length >> 20} MiB to {part}");
            await Task.Run(() => BackupFile.Write(paths, part), cancellationToken);
            talk("reading it back");
            var (records, damaged) = BackupFile.Check(part, talk, cancellationToken);
            var copy = new FinishedCopy(await BackupFile.DigestAsync(part, cancellationToken), records, damaged);
            File.Move(part, target);
            DurableFile.SyncFolder(Path.GetDirectoryName(target)!);
            return (copy, await FinishAsync(begun.Number, copy, target, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new HubException($"the backup to {target} was not written: {Reason.Of(e)}", e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<RepairedCopy> FinishAsync(long number, FinishedCopy copy, string target, CancellationToken cancellationToken)
    {
        try
        {
            return await hub.PostAsync<RepairedCopy>($"v1/copies/{number}/finish", copy, cancellationToken);
        }
        catch (HubException)
        {
            // A file the hub does not know as a finished backup must not look like one.
            File.Delete(target);
            throw;
        }
    }
}

/// <summary>A backup that is written and was read back; <paramref name="Damaged"/> names rows whose bytes did not match.</summary>
internal sealed record FinishedCopy(byte[] Sha256, long Records, IReadOnlyList<long> Damaged);

/// <summary>A finished backup, and how many damaged records are asked for again.</summary>
internal sealed record RepairedCopy(long Number, int AskedAgain);
