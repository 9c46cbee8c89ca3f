using Edge.Agent.Custody;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Update.Install;
using Edge.Agent.Update.Pull;
using Edge.Agent.Update.Trial;
using Edge.Hosting.Linux;

namespace Edge.Agent.Update;

/// <summary>In a running agent: asks root for a staged release when nobody is at the desk, clears it away when root has said how it ended, and on trial says that records could be accepted.</summary>
internal sealed partial class UpdateWatch(InstallFolder folder, Staging staging, ReleasePull pull, DataFolder data, SceneBoard scenes, Custodian custodian, IRecordIndex index, UnitStart start, IDisk disk, TimeProvider time, ILogger<UpdateWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    /// <summary>After this root is asked again: it was not there, or a cut came between.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(30);

    /// <summary>After a want of room or a failing disk: each try writes as much as a release has.</summary>
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromHours(6);

    private (string Digest, TimeSpan At)? _asked;
    private bool _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A board without the package's folder has nobody who would install a release.
        if (!Directory.Exists(folder.Root)) return;
        using var timer = new PeriodicTimer(Pace, time);
        do Step();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal void Step()
    {
        try
        {
            var tried = File.Exists(folder.Previous);
            if (tried && !_told) SayHealthy();
            // What is on trial may be wanted again after a cut.
            if (!tried) Settle();
            pull.Refresh();
        }
        catch (IOException e)
        {
            LogNotNow(e.Message);
        }
    }

    private void SayHealthy()
    {
        // Nobody but systemd tries a release.
        if (start.Name is not { Length: > 0 } name) return;
        if (!custodian.Responds(Pace) || index.Health().Failure is not null) return;
        DurableFile.EnsureFolder(disk, data.Update);
        DurableFile.Replace(disk, RunningNote.PathIn(data), new RunningNote(name, ProgramFacts.Running.Folder).ToBytes());
        _told = true;
    }

    private void Settle()
    {
        if (!File.Exists(staging.Staged)) return;
        if (staging.Read() is not { } head)
        {
            staging.Clear();
            return;
        }
        var digest = ReleaseSource.DigestOf(head);
        var last = InstallState.Read(folder.State).Last is { } told && told.Digest == digest ? told : null;
        if (last is { Result: not ReleaseResult.Interrupted } || head.Manifest.Number <= ProgramFacts.Running.Number)
        {
            LogEnded(head.Manifest.Version, last?.Result.ToString() ?? "not newer than what runs", last?.Reason ?? "");
            staging.Clear();
            return;
        }
        if (scenes.Current.Queue.AtDesk is not null || !IsTime(digest, last)) return;
        _asked = (digest, time.Steady());
        LogAsks(head.Manifest.Version);
        staging.Ask(head);
    }

    private bool IsTime(string digest, ReleaseOutcome? last)
    {
        if (_asked is not { } asked || asked.Digest != digest) return true;
        return time.Steady() - asked.At >= (last is { Attempt: 0 } ? AfterTrouble : AskAgain);
    }

    [LoggerMessage(LogLevel.Information, "Release {Version} is staged; root is asked to install it")]
    private partial void LogAsks(string version);

    [LoggerMessage(LogLevel.Information, "Release {Version}: {Result} ({Reason}); its file is deleted")]
    private partial void LogEnded(string version, string result, string reason);

    [LoggerMessage(LogLevel.Warning, "The staged release waits: {Reason}")]
    private partial void LogNotNow(string reason);
}

/// <summary>How systemd calls this start of the service; null where systemd did not start it.</summary>
internal sealed record UnitStart(string? Name);
