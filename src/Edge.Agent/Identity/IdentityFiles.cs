using Edge.Agent.Storage;

namespace Edge.Agent.Identity;

/// <summary>The files of <c>identity/</c>.</summary>
internal sealed class IdentityFiles(DataFolder data)
{
    public string Folder => data.Identity;

    /// <summary>PKCS#8 PEM; made here, read by nobody else.</summary>
    public string Key => Path.Combine(data.Identity, "node.key");

    public string Certificate => Path.Combine(data.Identity, "node.crt");

    public string Ca => Path.Combine(data.Identity, "ca.pem");

    /// <summary>The provisioning file without its secret: name, addresses, pinned root.</summary>
    public string Provisioned => Path.Combine(data.Identity, "provisioned.txt");

    /// <summary>The trust file in force.</summary>
    public string Trust => Path.Combine(data.Identity, "trust.bin");
}
