using System.Text;
using Edge.Agent.Kiosk;
using Edge.Agent.Storage;
using Edge.Agent.Update.Trial;
using Edge.Contracts.Releases;
using Edge.Hosting.Linux;

namespace Edge.Agent.Update.Install;

/// <summary>
/// Which program is started. A trial is on exactly while <see cref="InstallFolder.Previous"/> is there: it comes before the switch and goes when the
/// release has proved itself, so whoever finds it after a cut goes back. Going back writes nothing new: it takes a name away or gives it back, for which a full disk has room.
/// </summary>
internal sealed class Switch(InstallFolder folder, DataFolder data, IAgentUnit unit, UpdateOptions options, IDisk disk, TimeProvider time)
{
    private const string Cut = "the power or the installing program was cut off while it was tried";

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>The version that is started; null for the package's.</summary>
    public string? Current => VersionIn(folder.Current);

    public InstallState State => InstallState.Read(folder.State);

    /// <summary>Which versions are needed: the one that runs and the one before it.</summary>
    public IReadOnlySet<string> Needed => new[] { Current, State.Before, VersionIn(folder.Previous) }.OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Tries what is unpacked under that version, to the end.</summary>
    /// <param name="program">Where its files are.</param>
    public async Task<ReleaseOutcome> TryAsync(ReleaseAttempt attempt, string program, CancellationToken cancellationToken)
    {
        Put(State with { Trial = attempt, TakingBack = null });
        Write(folder.Previous, Line(Current ?? InstallFolder.Package));
        try
        {
            // The switch: from here on a start is the new one's, and a cut is found by the line above.
            if (attempt.Version == InstallFolder.Package) Forget(folder.Current);
            else Write(folder.Current, Line(attempt.Version));
        }
        catch (DiskException)
        {
            // Nothing new was started yet, and nothing will be.
            GoBack(attempt, ReleaseResult.Interrupted, "the disk failed at the switch");
            throw;
        }
        TrialVerdict verdict;
        try
        {
            verdict = await WatchAsync(program, cancellationToken);
        }
        catch (UnitException e)
        {
            verdict = new TrialVerdict(false, $"the service could not be watched: {e.Message}");
        }
        return verdict.Healthy == true ? Keep(attempt, verdict.Reason) : await TakeBackAsync(attempt, verdict.Reason, cancellationToken);
    }

    /// <summary>Ends a trial that was cut off, by the old program's return; null where none was on. Whoever calls it next starts the agent.</summary>
    public ReleaseOutcome? Recover()
    {
        var state = State;
        if (File.Exists(folder.Previous))
        {
            var cut = state.Trial ?? new ReleaseAttempt(Current ?? "", "", 1, time.GetUtcNow());
            return state.TakingBack is { } reason ? GoBack(cut, ReleaseResult.TakenBack, reason)
                : cut.Attempt >= InstallState.MostAttempts ? GoBack(cut, ReleaseResult.TakenBack, $"{Cut}, {cut.Attempt} times") : GoBack(cut, ReleaseResult.Interrupted, Cut);
        }
        if (state.Trial is not { } trial) return null;
        // Cut before the trial, or after its end and before that was told.
        return Tell((Current ?? InstallFolder.Package) == trial.Version ? Outcome(trial, ReleaseResult.Installed, "healthy") : state.TakingBack is { } told ? Outcome(trial, ReleaseResult.TakenBack, told) : Outcome(trial, ReleaseResult.Interrupted, "the power was cut off before it was tried"));
    }

    /// <summary>Puts down how it ended; where that cannot be written, what runs is right all the same.</summary>
    public ReleaseOutcome Tell(ReleaseOutcome outcome)
    {
        TryPut(State.Ended(outcome));
        return outcome;
    }

    private async Task<TrialVerdict> WatchAsync(string release, CancellationToken cancellationToken)
    {
        var before = await unit.LookAsync(cancellationToken);
        await unit.RestartAsync(cancellationToken);
        var rules = new TrialRules(release, options, time.Steady(), before.Restarts);
        while (true)
        {
            await Task.Delay(Pace, time, cancellationToken);
            if (rules.Judge(await unit.LookAsync(cancellationToken), RunningNote.Read(data), time.Steady()) is { Healthy: not null } verdict) return verdict;
        }
    }

    private ReleaseOutcome Keep(ReleaseAttempt trial, string reason)
    {
        var before = VersionIn(folder.Previous);
        // The trial's end.
        Forget(folder.Previous);
        var outcome = Outcome(trial, ReleaseResult.Installed, reason);
        TryPut((State with { Before = before }).Ended(outcome));
        return outcome;
    }

    private async Task<ReleaseOutcome> TakeBackAsync(ReleaseAttempt trial, string reason, CancellationToken cancellationToken)
    {
        TryPut(State with { Trial = trial, TakingBack = reason });
        var outcome = GoBack(trial, ReleaseResult.TakenBack, reason);
        try
        {
            await unit.RestartAsync(cancellationToken);
        }
        catch (UnitException e)
        {
            // The next start is the old one's all the same.
            return Tell(outcome with { Reason = $"{reason}; the agent could not be started again: {e.Message}" });
        }
        return outcome;
    }

    private ReleaseOutcome GoBack(ReleaseAttempt trial, ReleaseResult result, string reason)
    {
        if (VersionIn(folder.Previous) is not null) disk.Rename(folder.Previous, folder.Current);
        else
        {
            Forget(folder.Current);
            disk.Delete(folder.Previous);
        }
        disk.SyncFolder(folder.Root);
        return Tell(Outcome(trial, result, reason));
    }

    private ReleaseOutcome Outcome(ReleaseAttempt trial, ReleaseResult result, string reason) => new(trial.Version, trial.Digest, result, reason, time.GetUtcNow()) { Attempt = trial.Attempt };

    private void Put(InstallState state) => Write(folder.State, state.ToBytes());

    // The launcher and the agent read them, as the agent's user.
    private void Write(string path, ReadOnlySpan<byte> bytes) => DurableFile.Replace(disk, path, bytes, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    private void Forget(string path)
    {
        disk.Delete(path);
        disk.SyncFolder(folder.Root);
    }

    private void TryPut(InstallState state)
    {
        try
        {
            Put(state);
        }
        catch (DiskException)
        {
            // A full disk must not keep the old program from coming back; Recover tells what it then finds.
        }
    }

    private static byte[] Line(string version) => Encoding.ASCII.GetBytes(version + "\n");

    // What is no version is the package's: so the launcher reads it too.
    private static string? VersionIn(string path)
    {
        if (!File.Exists(path)) return null;
        var line = Encoding.ASCII.GetString(ReleaseSource.ReadSmall(path, 256)).TrimEnd('\n');
        return ReleaseRules.IsVersion(line) ? line : null;
    }
}
