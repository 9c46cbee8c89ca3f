using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;

namespace Edge.Agent.Update.Install;

/// <summary>What root's commands work with, put together.</summary>
internal sealed class ReleaseBench
{
    private readonly InstallFolder _folder;

    public ReleaseBench(InstallFolder folder, DataFolder data, UpdateOptions options)
    {
        var disk = new LinuxDisk();
        _folder = folder;
        Staged = Staging.StagedIn(data);
        Switch = new Switch(folder, data, new SystemdAgentUnit(TimeProvider.System), options, disk, TimeProvider.System);
        // It is always the package's program that installs: a release cannot break its own way back.
        Trust = new PinnedTrust(folder, new IdentityFiles(data), disk);
        Installer = new Installer(folder, Switch, Trust, ProgramFacts.Running, ProgramFacts.Architecture, options, disk, disk, TimeProvider.System);
    }

    public string Staged { get; }

    public Switch Switch { get; }

    public PinnedTrust Trust { get; }

    public Installer Installer { get; }

    /// <summary>One at a time.</summary>
    /// <exception cref="IOException">Another installs now, or the folder is not there.</exception>
    public FolderLock Hold() => FolderLock.Take(_folder.LockFile, "edge-agent release");
}
