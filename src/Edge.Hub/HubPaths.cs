namespace Edge.Hub;

/// <summary>Where everything is in the data folder.</summary>
internal sealed record HubPaths(string Data)
{
    public string Lock => Path.Combine(Data, "hub.lock");

    public string Socket => Path.Combine(Data, "hub.sock");

    public string Database => Path.Combine(Data, "hub.db");

    /// <summary>An archive being restored; worth nothing until it has the next name.</summary>
    public string Restoring => Path.Combine(Data, "hub.db.restoring");

    /// <summary>A restored archive, whole, that only has to take its place.</summary>
    public string Restored => Path.Combine(Data, "hub.db.restored");

    public string Keys => Path.Combine(Data, "keys");

    /// <summary>Signs trust files. Made at the first run, to be moved away; the running hub never opens it.</summary>
    public string RootKey => Path.Combine(Keys, "root.key");

    /// <summary>Opens records. Made at the first run, to be moved to where exports are read; the running hub never opens it.</summary>
    public string RegistryKey => Path.Combine(Keys, "registry.key");

    public string ReceiptKey => Path.Combine(Keys, "receipt.key");

    /// <summary>A receipt key made after the first run.</summary>
    public string ReceiptKeyOf(string id) => Path.Combine(Keys, $"receipt-{id}.key");

    public string CaKey => Path.Combine(Keys, "ca.key");

    /// <summary>The private keys of the areas; each is wrapped to the area's officers and leaves the hub in no other way.</summary>
    public string AreaKeys => Path.Combine(Keys, "areas");

    public string AreaKeyOf(string area) => Path.Combine(AreaKeys, $"{area}.key");

    /// <summary>What protects cookies and forms of the pages; never in a backup, so a restored hub signs everybody out.</summary>
    public string PageKeys => Path.Combine(Keys, "pages");

    public string Trust => Path.Combine(Data, "trust");

    public string TrustFile => Path.Combine(Trust, "trust.bin");

    /// <summary>Trust files that were in force before: they tell which receipt keys a board with an older one believes.</summary>
    public string PastTrust => Path.Combine(Trust, "past");

    public string RootPublic => Path.Combine(Trust, "root.pub");

    /// <summary>Release files; what each is stands in the archive.</summary>
    public string Releases => Path.Combine(Data, "releases");

    public string Broker => Path.Combine(Data, "broker");
}
