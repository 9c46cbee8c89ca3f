using System.Text;
using Edge.Agent.Storage;
using Edge.Agent.Update.Install;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Contracts.Trust;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Update;

/// <summary>A release that the agent's user has checked and holds ready for root, who looks at it again. One at a time: a newer one takes its place.</summary>
internal sealed class Staging(DataFolder data, InstallFolder releases, IDisk disk, IFreeSpace space, IOptions<UpdateOptions> options)
{
    /// <summary>The release file.</summary>
    public string Staged => StagedIn(data);

    public static string StagedIn(DataFolder data) => Path.Combine(data.Update, "staged" + ReleaseRules.Extension);

    /// <summary>Root is asked to take it: edge-agent-release.path watches this name.</summary>
    public string Wish => Path.Combine(data.Update, "wish");

    /// <summary>What is staged; null where nothing is, or nothing that is a release.</summary>
    /// <exception cref="IOException">It cannot be read now, which says nothing of it.</exception>
    public ReleaseHead? Read()
    {
        if (!File.Exists(Staged)) return null;
        try
        {
            using var file = ReleaseSource.Open(Staged);
            return ReleaseHead.Read(file);
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    /// <summary>Checks a release file and keeps a copy of it, whole or not at all.</summary>
    /// <exception cref="MalformedException">No board, or not this one, may install it.</exception>
    /// <exception cref="IOException">There is no room for it, or the disk failed.</exception>
    public ReleaseHead TakeCopy(string path, TrustAnchors trust)
    {
        using var from = ReleaseSource.Open(path);
        var head = Check(from, trust);
        RequireRoom(from.Length);
        DurableFile.EnsureFolder(disk, data.Update);
        var part = Staged + ".new";
        ReleaseSource.Copy(from, disk, part);
        disk.Rename(part, Staged);
        disk.SyncFolder(data.Update);
        return head;
    }

    /// <summary>The same of a release that came in parts, which are put together here.</summary>
    /// <param name="write">Writes all of it.</param>
    /// <param name="offered">Checks that it is the one that was on offer.</param>
    /// <exception cref="MalformedException">No board, or not this one, may install it.</exception>
    /// <exception cref="IOException">There is no room for it, or the disk failed.</exception>
    public ReleaseHead TakeParts(long size, Action<IDiskFile> write, Action<ReleaseHead> offered, TrustAnchors trust)
    {
        RequireRoom(size);
        var part = Path.Combine(data.Update, "pulled.new");
        disk.Delete(part);
        using (var file = disk.CreateFile(part, size))
        {
            write(file);
            file.Sync();
        }
        try
        {
            ReleaseHead head;
            using (var from = ReleaseSource.Open(part)) head = Check(from, trust);
            offered(head);
            disk.Rename(part, Staged);
            disk.SyncFolder(data.Update);
            return head;
        }
        catch (MalformedException)
        {
            disk.Delete(part);
            throw;
        }
    }

    /// <summary>All that can be said of a release by its beginning.</summary>
    /// <exception cref="MalformedException">No board, or not this one, may install it.</exception>
    public void CheckHead(ReleaseHead head, TrustAnchors trust)
    {
        head.RequireSignature(trust.ReleaseKeys);
        new ReleaseJudge(ProgramFacts.Running, ProgramFacts.Running, ProgramFacts.Architecture).Check(head.Manifest);
        InstallState.Read(releases.State).RequireNotFailed(head);
    }

    /// <summary>Whether so much more can lie here without touching what records need.</summary>
    /// <exception cref="NoRoomException">It cannot.</exception>
    public void RequireRoom(long bytes)
    {
        var free = space.Available(data.Root);
        if (free - bytes < options.Value.KeepFreeBytes) throw new NoRoomException($"a release, which wants {bytes >> 20} MiB more, has no room: {free >> 20} MiB are free and {options.Value.KeepFreeBytes >> 20} MiB stay free for records (Update:KeepFreeBytes)");
    }

    /// <summary>Asks root to take it.</summary>
    public void Ask(ReleaseHead head) => DurableFile.Replace(disk, Wish, Encoding.ASCII.GetBytes($"{ReleaseSource.DigestOf(head)}\n"));

    /// <summary>It has been taken, or will not be. The wish stays: to take it away is a change as well, for which root would be started.</summary>
    public void Clear()
    {
        disk.Delete(Staged);
        disk.SyncFolder(data.Update);
    }

    private ReleaseHead Check(FileStream file, TrustAnchors trust)
    {
        var head = ReleaseHead.Read(file);
        CheckHead(head, trust);
        head.CheckPayload(file);
        return head;
    }
}

/// <summary>The room that is left belongs to records.</summary>
internal sealed class NoRoomException(string message) : IOException(message);
