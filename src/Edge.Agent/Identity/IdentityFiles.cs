using Edge.Agent.Storage;

namespace Edge.Agent.Identity;

/// <summary>The files of <c>identity/</c>, or of another one in the making.</summary>
internal sealed class IdentityFiles(string folder)
{
    public IdentityFiles(DataFolder data) : this(data.Identity)
    {
    }

    public string Folder => folder;

    /// <summary>PKCS#8 PEM; made here, read by nobody else.</summary>
    public string Key => Path.Combine(folder, "node.key");

    public string Certificate => Path.Combine(folder, "node.crt");

    public string Ca => Path.Combine(folder, "ca.pem");

    /// <summary>The provisioning file without its secret: name, addresses, pinned root.</summary>
    public string Provisioned => Path.Combine(folder, "provisioned.txt");

    /// <summary>The trust file in force.</summary>
    public string Trust => Path.Combine(folder, "trust.bin");

    /// <summary>What the hub has told this board to go by.</summary>
    public string Settings => Path.Combine(folder, "settings.bin");

    /// <summary>What it told before that.</summary>
    public string SettingsBefore => Path.Combine(folder, "settings-before.bin");

    /// <summary>Addresses at which the hub has shown itself.</summary>
    public string HubAddresses => Path.Combine(folder, "hub-addresses.txt");

    /// <summary>Where its names led then.</summary>
    public string LastAddresses => Path.Combine(folder, "last-addresses.txt");

    /// <summary>The digest of the provisioning file that made this identity what it is.</summary>
    public string ProvisionedBy => Path.Combine(folder, "provisioned-by");

    /// <summary>The digest of the provisioning file for which the key was made: its secret belongs to that key.</summary>
    public string MadeFor => Path.Combine(folder, "made-for");
}
