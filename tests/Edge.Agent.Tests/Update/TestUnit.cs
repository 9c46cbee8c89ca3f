using Edge.Agent.Storage;
using Edge.Agent.Update.Install;
using Edge.Agent.Update.Trial;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Update;

/// <summary>A service that starts what the launcher would, which then behaves as told for its version.</summary>
internal sealed class TestUnit(InstallFolder folder, DataFolder data) : IAgentUnit
{
    private int _process;
    private int _restarts;

    /// <summary>Where the package's program says that it has its files.</summary>
    public const string PackageFolder = "/usr/lib/edge/lib/edge-agent";

    /// <summary>By the folder's name; <see cref="InstallFolder.Package"/> for the package's.</summary>
    public Dictionary<string, Behaviour> Behaviours { get; } = [];

    /// <summary>What was started last.</summary>
    public string Runs { get; private set; } = InstallFolder.Package;

    public int Starts { get; private set; }

    /// <summary>Whether the next question, a look or a restart, is not answered.</summary>
    public Func<bool> Silent { get; set; } = () => false;

    public Task RestartAsync(CancellationToken cancellationToken)
    {
        if (Silent()) throw new UnitException("nobody answers");
        (Runs, _restarts) = (Launched(folder), 0);
        Starts++;
        Start();
        return Task.CompletedTask;
    }

    public Task<UnitSight> LookAsync(CancellationToken cancellationToken)
    {
        var behaviour = Behaviours.GetValueOrDefault(Runs);
        if (behaviour == Behaviour.Unseen || Silent()) throw new UnitException("nobody answers");
        if (behaviour == Behaviour.Crashes)
        {
            _restarts++;
            Start();
        }
        return Task.FromResult(new UnitSight(behaviour == Behaviour.GivesUp ? "" : $"start-{_process}", behaviour == Behaviour.GivesUp, _restarts));
    }

    /// <summary>As /usr/lib/edge/edge-agent chooses: what current names and is there, else the package's.</summary>
    public static string Launched(InstallFolder folder)
    {
        var version = File.Exists(folder.Current) ? File.ReadAllText(folder.Current).TrimEnd('\n') : "";
        return version.Length > 0 && File.Exists(Path.Combine(folder.Of(version), "edge-agent")) ? version : InstallFolder.Package;
    }

    private void Start()
    {
        _process++;
        if (Behaviours.GetValueOrDefault(Runs) is not (Behaviour.Healthy or Behaviour.Crashes)) return;
        Directory.CreateDirectory(data.Update);
        DurableFile.Write(RunningNote.PathIn(data), new RunningNote($"start-{_process}", Runs == InstallFolder.Package ? PackageFolder : folder.Of(Runs)).ToBytes());
    }
}

/// <summary>What a program does once it is started.</summary>
internal enum Behaviour
{
    Healthy,

    /// <summary>It runs and never says that a record could be accepted.</summary>
    Hangs,

    /// <summary>It says so, and ends soon after, again and again.</summary>
    Crashes,

    /// <summary>It ends with 78.</summary>
    GivesUp,

    /// <summary>systemd does not answer.</summary>
    Unseen,
}
