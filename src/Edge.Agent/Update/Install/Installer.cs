using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Update.Install;

/// <summary>
/// Takes a release file, as root: a copy nobody else can change, checked, unpacked beside the program that runs, tried, and taken back where it is not healthy.
/// Until <see cref="Switch"/> has begun the trial nothing that runs is touched; from there to its end a cut anywhere is the old program's start.
/// </summary>
internal sealed class Installer(InstallFolder folder, Switch switching, PinnedTrust trust, ProgramFacts package, string architecture, UpdateOptions options, IDisk disk, IFreeSpace space, TimeProvider time)
{
    private readonly ReleaseUnpacker _unpacker = new(folder, disk);

    /// <summary>What runs now, or would after a start.</summary>
    public ProgramFacts Present => switching.Current is { } version ? ProgramFacts.Of(HeadOf(version).Manifest, folder.Of(version)) : package;

    /// <summary>Installs it and waits for the end of the trial.</summary>
    /// <param name="again">A person wants it although it was taken back before.</param>
    public async Task<ReleaseOutcome> InstallAsync(string path, bool again, CancellationToken cancellationToken)
    {
        var (version, digest) = ("", "");
        try
        {
            var believed = trust.Load();
            using var file = Take(path);
            var head = ReleaseSource.ReadHead(file);
            (version, digest) = (head.Manifest.Version, ReleaseSource.DigestOf(head));
            head.RequireSignature(believed.ReleaseKeys);
            var attempt = Judge(head, digest, again);
            ReleaseSource.CheckPayload(file, head);
            RequireRoom(0, head.Manifest);
            _unpacker.Unpack(file, head, Present.Folder);
            disk.Delete(folder.Incoming);
            return await switching.TryAsync(new ReleaseAttempt(version, digest, attempt, time.GetUtcNow()), folder.Of(version), cancellationToken);
        }
        catch (MalformedException e)
        {
            return Refused(new ReleaseOutcome(version, digest, ReleaseResult.Refused, e.Message, time.GetUtcNow()));
        }
        catch (NoRoomException e)
        {
            return Refused(new ReleaseOutcome(version, digest, ReleaseResult.Interrupted, e.Message, time.GetUtcNow()));
        }
        catch (IOException e)
        {
            var why = e is DiskException { IsFull: true } ? $"there was no room on the disk ({e.Message}); make room, and it is tried again" : $"the disk failed ({e.Message})";
            return Refused(new ReleaseOutcome(version, digest, ReleaseResult.Interrupted, why, time.GetUtcNow()));
        }
        finally
        {
            Sweep();
        }
    }

    // From here on it is root's own: what is checked is what is unpacked.
    private FileStream Take(string path)
    {
        disk.Delete(folder.Incoming);
        using (var from = ReleaseSource.Open(path))
        {
            // Before a byte is written, should it be what it says; asked again of what it is.
            RequireRoom(from.Length, ReleaseSource.ReadHead(from).Manifest);
            from.Position = 0;
            using var copy = disk.CreateFile(folder.Incoming, from.Length);
            var block = new byte[ReleaseSource.BlockBytes];
            // Not more than was looked at, should its owner make it longer meanwhile.
            for (var left = from.Length; left > 0;)
            {
                var read = from.Read(block, 0, (int)Math.Min(block.Length, left));
                if (read == 0) throw new MalformedException($"{path} became shorter while it was copied");
                copy.Write(block.AsSpan(0, read));
                left -= read;
            }
            copy.Sync();
        }
        return ReleaseSource.Open(folder.Incoming);
    }

    // Which attempt it is.
    private int Judge(ReleaseHead head, string digest, bool again)
    {
        var (state, present) = (switching.State, Present);
        new ReleaseJudge(present, package, architecture).Check(head.Manifest);
        if (switching.Needed.Contains(head.Manifest.Version)) throw new MalformedException($"a release of version {head.Manifest.Version} is installed already");
        if (!again && state.FailureOf(digest) is { } failed) throw new MalformedException($"release {head.Manifest.Version} was taken back on {failed.At:yyyy-MM-dd} ({failed.Reason}) and is not tried again by itself; as root: edge-agent release install FILE --again");
        return state.Last is { Result: ReleaseResult.Interrupted } last && last.Digest == digest ? last.Attempt + 1 : 1;
    }

    private void RequireRoom(long copy, ReleaseManifest manifest)
    {
        var needed = copy + manifest.Files.Sum(f => (long)f.Size + 4096);
        if (space.Available(folder.Root) - needed < options.KeepFreeBytes) throw NoRoom(needed);
    }

    private NoRoomException NoRoom(long needed) =>
        new($"there is no room for it: it needs {needed >> 20} MiB beside the {options.KeepFreeBytes >> 20} MiB that stay free for records (Update:KeepFreeBytes), and {folder.Root} has {space.Available(folder.Root) >> 20} MiB");

    /// <summary>Goes back to the program that ran before the present one, which is tried as a release is.</summary>
    /// <exception cref="MalformedException">There is none.</exception>
    public Task<ReleaseOutcome> BackAsync(CancellationToken cancellationToken)
    {
        if (switching.Current is not { } current) throw new MalformedException("the package's own program runs; install another package to go back behind it");
        var before = switching.State.Before is { } version && version != current && Directory.Exists(folder.Of(version)) ? version : null;
        return switching.TryAsync(new ReleaseAttempt(before ?? InstallFolder.Package, "", 1, time.GetUtcNow()), before is null ? package.Folder : folder.Of(before), cancellationToken);
    }

    private ReleaseHead HeadOf(string version) => ReleaseHead.Read(ReleaseSource.ReadSmall(folder.HeadOf(version), Limits.ReleaseHeadBytes));

    private ReleaseOutcome Refused(ReleaseOutcome outcome)
    {
        switching.Tell(outcome);
        return outcome;
    }

    // Only what could be started or gone back to stays.
    private void Sweep()
    {
        try
        {
            disk.Delete(folder.Incoming);
            var stays = switching.Needed;
            if (!Directory.Exists(folder.Releases)) return;
            foreach (var old in Directory.GetDirectories(folder.Releases).Where(f => !stays.Contains(Path.GetFileName(f)))) _unpacker.Remove(old);
        }
        catch (IOException)
        {
            // It takes room until the next time, and does nothing else.
        }
    }
}
