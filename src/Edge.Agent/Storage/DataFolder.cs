using Edge.Hosting.Linux;

namespace Edge.Agent.Storage;

/// <summary>Where everything of an agent stands.</summary>
internal sealed record DataFolder
{
    public DataFolder(string root) => Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public string Root { get; }

    /// <summary>Sealed records that wait for their receipt, one file each, with <c>Spool:Store=files</c>.</summary>
    public string Spool => Path.Combine(Root, "spool");

    /// <summary>The same in LiteDB, the default.</summary>
    public string Segments => Path.Combine(Root, "segments");

    /// <summary>Records being written; emptied at start.</summary>
    public string Tmp => Path.Combine(Root, "tmp");

    /// <summary>Sealed records with a receipt.</summary>
    public string Kept => Path.Combine(Root, "kept");

    public string Quarantine => Path.Combine(Root, "quarantine");

    public string Identity => Path.Combine(Root, "identity");

    /// <summary>Another identity in the making; it changes places with the present one when it is whole.</summary>
    public string NewIdentity => Identity + ".new";

    /// <summary>A stick's provisioning file that waits for its hub.</summary>
    public string Stick => Path.Combine(Root, "stick");

    /// <summary>A release that was pulled or brought by a stick, until root has taken it.</summary>
    public string Update => Path.Combine(Root, "update");

    /// <summary>Public keys this board has signed with, so that older records still verify after a new key.</summary>
    public string Signers => Path.Combine(Root, "signers");

    /// <summary>What the hub says of the area: officers, worklist, answers; sealed to this board as they came.</summary>
    public string Area => Path.Combine(Root, "area");

    /// <summary>Finished parts of the case in hand, sealed to the registry.</summary>
    public string Enrolment => Path.Combine(Root, "enrolment");

    public string StateDatabase => Path.Combine(Root, "state.db");

    /// <summary>Which records were released, a second time: the chain goes on and no id is taken twice where the first is lost.</summary>
    public string ReleasedDatabase => Path.Combine(Root, "released.db");

    public string Ballast => Path.Combine(Root, "ballast");

    /// <summary>Everything of which something is promised; each may be a link to somewhere else.</summary>
    public IReadOnlyList<string> Promised => [Root, Spool, Segments, Tmp, Kept, Quarantine, Identity, Signers, StateDatabase, Enrolment];

    public string Socket => Path.Combine(Root, "agent.sock");

    public string LockFile => Path.Combine(Root, "agent.lock");

    /// <summary>Two agents on one data folder would give a number twice: whoever works on it holds this.</summary>
    /// <exception cref="IOException">Another agent works on this folder, or it cannot be written.</exception>
    public FolderLock Hold() => FolderLock.Take(LockFile, "edge-agent");
}
