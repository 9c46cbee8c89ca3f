using Edge.Contracts.Releases;

namespace Edge.Agent.Update.Install;

/// <summary>Where root keeps releases beside the package's program. The launcher (<c>/usr/lib/edge/edge-agent</c>) starts the one that <see cref="Current"/> names, and the package's where there is none.</summary>
internal sealed record InstallFolder(string Root)
{
    /// <summary>As the package's launcher and units know it.</summary>
    public static InstallFolder Installed { get; } = new("/var/lib/edge-releases");

    /// <summary>The version that runs, a line; none for the package's.</summary>
    public string Current => Path.Combine(Root, "current");

    /// <summary>What <see cref="Current"/> says, for people; null for the package's.</summary>
    public string? Runs() => File.Exists(Current) ? File.ReadAllText(Current).Trim() : null;

    /// <summary>While a release is tried: what <see cref="Current"/> said before, or <see cref="Package"/>. It is there exactly as long as the trial.</summary>
    public string Previous => Path.Combine(Root, "previous");

    /// <summary>What was done and why, for the agent and for people; nothing is decided by it.</summary>
    public string State => Path.Combine(Root, "state.json");

    /// <summary>A release file as root took it.</summary>
    public string Incoming => Path.Combine(Root, "incoming");

    public string Releases => Path.Combine(Root, "releases");

    /// <summary>The root key this machine was provisioned with, as root saw it first.</summary>
    public string RootKey => Path.Combine(Root, "root.spki");

    /// <summary>The newest trust file root has seen.</summary>
    public string Trust => Path.Combine(Root, "trust.bin");

    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>In <see cref="Previous"/>: the package's own program.</summary>
    public const string Package = "package";

    public string Of(string version) => Path.Combine(Releases, version);

    /// <summary>The beginning of the release file a release came in.</summary>
    public string HeadOf(string version) => Path.Combine(Of(version), ReleaseRules.HeadName);
}
