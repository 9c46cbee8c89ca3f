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
    public ProgramFacts Present => switching.Current is { } version ? Installed(version) ?? package : package;

    /// <summary>Installs it and waits for the end of the trial.</summary>
    /// <param name="again">A person wants it although it was taken back, or left, before.</param>
    public async Task<ReleaseOutcome> InstallAsync(string path, bool again, CancellationToken cancellationToken)
    {
        var (version, digest, tried) = ("", "", (string?)null);
        try
        {
            var believed = trust.Load();
            using var from = ReleaseSource.Open(path);
            // Before a byte is written, should it be what it says; asked again of what it is.
            RequireRoom(from.Length, Look(from).Head.Manifest);
            using var file = Copy(from);
            var (head, attempt) = Look(file);
            head.CheckPayload(file);
            RequireRoom(0, head.Manifest);
            _unpacker.Unpack(file, head, Present.Folder);
            disk.Delete(folder.Incoming);
            tried = version;
            return await switching.TryAsync(new ReleaseAttempt(version, digest, attempt, time.GetUtcNow()), folder.Of(version), cancellationToken);

            (ReleaseHead Head, int Attempt) Look(FileStream file)
            {
                var head = ReleaseHead.Read(file);
                (version, digest) = (head.Manifest.Version, ReleaseSource.DigestOf(head));
                head.RequireSignature(believed.ReleaseKeys);
                return (head, Judge(head, digest, again));
            }
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
            var why = e is DiskException { IsFull: true } ? $"there was no room on the disk ({Reason.Of(e)}); make room, and it is tried again" : $"the disk failed ({Reason.Of(e)})";
            return Refused(new ReleaseOutcome(version, digest, ReleaseResult.Interrupted, why, time.GetUtcNow()));
        }
        finally
        {
            // One that was taken back may not have ended yet; its files go with the next time.
            Sweep(tried);
        }
    }

    // From here on it is root's own: what is checked is what is unpacked.
    private FileStream Copy(FileStream from)
    {
        ReleaseSource.Copy(from, disk, folder.Incoming);
        return ReleaseSource.Open(folder.Incoming);
    }

    // Which attempt it is.
    private int Judge(ReleaseHead head, string digest, bool again)
    {
        var (state, present) = (switching.State, Present);
        new ReleaseJudge(present, package, architecture).Check(head.Manifest);
        if (switching.Current == head.Manifest.Version) throw new MalformedException($"a release of version {head.Manifest.Version} is installed already");
        // Whoever left it by hand does not want it back from the hub that still offers it.
        if (!again && switching.Needed.Contains(head.Manifest.Version)) throw new MalformedException($"release {head.Manifest.Version} was left by 'edge-agent release back' and does not come again by itself; as root: edge-agent release install FILE --again");
        if (!again) state.RequireNotFailed(head);
        return state.Last is { Result: ReleaseResult.Interrupted } last && last.Digest == digest ? last.Attempt + 1 : 1;
    }

    private void RequireRoom(long copy, ReleaseManifest manifest)
    {
        var needed = copy + manifest.Files.Sum(f => (long)f.Size + 4096);
        if (space.Available(folder.Root) - needed < options.KeepFreeBytes)
            throw new NoRoomException($"there is no room for it: it needs {needed >> 20} MiB beside the {options.KeepFreeBytes >> 20} MiB that stay free for records (Update:KeepFreeBytes), and {folder.Root} has {space.Available(folder.Root) >> 20} MiB");
    }

    /// <summary>Goes back to the program that ran before the present one, which is tried as a release is.</summary>
    /// <exception cref="MalformedException">There is none.</exception>
    public Task<ReleaseOutcome> BackAsync(CancellationToken cancellationToken)
    {
        if (switching.Current is not { } current) throw new MalformedException("the package's own program runs; install another package to go back behind it");
        var before = switching.State.Before is { } version && version != current && Directory.Exists(folder.Of(version)) ? version : null;
        return switching.TryAsync(new ReleaseAttempt(before ?? InstallFolder.Package, "", 1, time.GetUtcNow()), before is null ? package.Folder : folder.Of(before), cancellationToken);
    }

    // Null where the launcher does not start it, or nobody can say what it is: a damaged one bars none that comes after it.
    private ProgramFacts? Installed(string version)
    {
        if (!File.Exists(Path.Combine(folder.Of(version), ReleaseRules.Program))) return null;
        try
        {
            return ProgramFacts.Of(ReleaseHead.Read(ReleaseSource.ReadSmall(folder.HeadOf(version), Limits.ReleaseHeadBytes)).Manifest, folder.Of(version));
        }
        catch (Exception e) when (e is MalformedException or IOException)
        {
            return null;
        }
    }

    private ReleaseOutcome Refused(ReleaseOutcome outcome)
    {
        switching.Tell(outcome);
        return outcome;
    }

    /// <summary>Only what could be started or gone back to stays.</summary>
    /// <param name="tried">Stays as well.</param>
    public void Sweep(string? tried = null)
    {
        try
        {
            disk.Delete(folder.Incoming);
            var stays = switching.Needed;
            if (!Directory.Exists(folder.Releases)) return;
            foreach (var old in Directory.GetDirectories(folder.Releases).Where(f => Path.GetFileName(f) is var name && name != tried && !stays.Contains(name))) _unpacker.Remove(old);
        }
        catch (IOException)
        {
            // It takes room until the next time, and does nothing else.
        }
    }
}
