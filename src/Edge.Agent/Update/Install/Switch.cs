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
        try
        {
            Write(folder.Previous, Line(Current ?? InstallFolder.Package));
            // The switch: from here on a start is the new one's, and a cut is found by the line above.
            if (attempt.Version == InstallFolder.Package) Forget(folder.Current);
            else Write(folder.Current, Line(attempt.Version));
        }
        catch (IOException)
        {
            // Nothing new was started yet, and nothing will be.
            await RepeatAsync(GoBack, cancellationToken);
            Tell(Outcome(attempt, ReleaseResult.Interrupted, "the disk failed at the switch"));
            throw;
        }
        try
        {
            var verdict = await WatchAsync(program, cancellationToken);
            return verdict.Healthy == true ? await KeepAsync(attempt, verdict.Reason, cancellationToken) : await TakeBackAsync(attempt, Outcome(attempt, ReleaseResult.TakenBack, verdict.Reason), cancellationToken);
        }
        catch (UnitException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // That says nothing of the release.
            return await TakeBackAsync(attempt, CutOff(attempt, $"the service could not be watched: {e.Message}"), cancellationToken);
        }
    }

    /// <summary>Ends a trial that was cut off, by the old program's return; null where none was on. Whoever calls it next starts the agent.</summary>
    public ReleaseOutcome? Recover()
    {
        var state = State;
        if (File.Exists(folder.Previous))
        {
            var cut = state.Trial ?? new ReleaseAttempt(Current ?? "", "", 1, time.GetUtcNow());
            GoBack();
            return Tell(state.TakingBack is { } reason ? Outcome(cut, ReleaseResult.TakenBack, reason) : CutOff(cut, Cut));
        }
        if (state.Trial is not { } trial) return null;
        // Cut before the trial, or after its end and before that was told.
        return Tell((Current ?? InstallFolder.Package) == trial.Version ? Outcome(trial, ReleaseResult.Installed, "healthy") : state.TakingBack is { } told ? Outcome(trial, ReleaseResult.TakenBack, told) : CutOff(trial, "the power was cut off before it was tried"));
    }

    /// <summary>Puts down how it ended; where that cannot be written, what runs is right all the same.</summary>
    public ReleaseOutcome Tell(ReleaseOutcome outcome)
    {
        TryPut(State.Ended(outcome));
        return outcome;
    }

    /// <summary>Has what is current started, however busy systemd is.</summary>
    /// <exception cref="UnitException">It did not answer for as long as a release has.</exception>
    public Task RestartAsync(CancellationToken cancellationToken) => AskAsync(() => unit.RestartAsync(cancellationToken), time.Steady(), cancellationToken);

    private async Task<TrialVerdict> WatchAsync(string release, CancellationToken cancellationToken)
    {
        var before = await LookAsync(time.Steady(), cancellationToken);
        await RestartAsync(cancellationToken);
        var began = time.Steady();
        var rules = new TrialRules(release, options, began, before.Restarts);
        while (true)
        {
            await Task.Delay(Pace, time, cancellationToken);
            if (rules.Judge(await LookAsync(began, cancellationToken), RunningNote.Read(data), time.Steady()) is { Healthy: not null } verdict) return verdict;
        }
    }

    private async Task<UnitSight> LookAsync(TimeSpan began, CancellationToken cancellationToken)
    {
        var sight = default(UnitSight);
        await AskAsync(async () => sight = await unit.LookAsync(cancellationToken), began, cancellationToken);
        return sight;
    }

    // systemd may be busy, and so may the board: it is asked again for as long as a release has.
    private async Task AskAsync(Func<Task> ask, TimeSpan began, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ask();
                return;
            }
            catch (UnitException) when (time.Steady() - began < options.HealthyWithin)
            {
                await Task.Delay(Pace, time, cancellationToken);
            }
        }
    }

    private async Task<ReleaseOutcome> KeepAsync(ReleaseAttempt trial, string reason, CancellationToken cancellationToken)
    {
        var before = VersionIn(folder.Previous);
        // The trial's end.
        await RepeatAsync(() => Forget(folder.Previous), cancellationToken);
        var outcome = Outcome(trial, ReleaseResult.Installed, reason);
        TryPut((State with { Before = before }).Ended(outcome));
        return outcome;
    }

    private async Task<ReleaseOutcome> TakeBackAsync(ReleaseAttempt trial, ReleaseOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Result == ReleaseResult.TakenBack) TryPut(State with { Trial = trial, TakingBack = outcome.Reason });
        await RepeatAsync(GoBack, cancellationToken);
        Tell(outcome);
        try
        {
            await RestartAsync(cancellationToken);
        }
        catch (UnitException e)
        {
            // The next start is the old one's all the same.
            return Tell(outcome with { Reason = $"{outcome.Reason}; the agent could not be started again: {e.Message}" });
        }
        return outcome;
    }

    // Whatever of it is done already is not done again.
    private void GoBack()
    {
        if (VersionIn(folder.Previous) is not null) disk.Rename(folder.Previous, folder.Current);
        else if (File.Exists(folder.Previous))
        {
            Forget(folder.Current);
            disk.Delete(folder.Previous);
        }
        disk.SyncFolder(folder.Root);
    }

    // A disk that fails for a moment must not leave a release that is not healthy, nor a trial that nobody watches.
    private async Task RepeatAsync(Action change, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                change();
                return;
            }
            catch (IOException)
            {
                await Task.Delay(Pace, time, cancellationToken);
            }
        }
    }

    // Nothing is proved of a release that was cut off; so often, it may be what does it.
    private ReleaseOutcome CutOff(ReleaseAttempt trial, string reason) =>
        trial.Attempt >= InstallState.MostAttempts ? Outcome(trial, ReleaseResult.TakenBack, $"{reason}, {trial.Attempt} times") : Outcome(trial, ReleaseResult.Interrupted, reason);

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
        catch (IOException)
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
