using System.Globalization;
using System.Security.Cryptography;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using ProvisioningMessage = Edge.Contracts.Wire.Provisioning;

namespace Edge.Agent.Identity;

/// <summary>Reads who this board is from its data folder.</summary>
internal static class IdentityStore
{
    public static bool IsProvisioned(DataFolder data) => File.Exists(new IdentityFiles(data).Provisioned) && File.Exists(new IdentityFiles(data).Certificate);

    /// <exception cref="ConfigurationException">The board is not provisioned, or its identity is damaged.</exception>
    public static AgentIdentity Load(DataFolder data)
    {
        if (!IsProvisioned(data))
        {
            throw new ConfigurationException($"This board is not provisioned ({data.Identity} has no certificate); run: edge-agent provision FILE --data {data.Root}");
        }
        var files = new IdentityFiles(data);
        try
        {
            return Read(files);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            // Not by exit code 78, after which nobody starts the agent again: the next try may read it.
            throw new IOException($"The identity in {data.Identity} cannot be read: {Reason.Of(e)} (errno {e.HResult}); check the disk, then start again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MalformedException or CryptographicException or ArgumentException or FormatException)
        {
            throw new ConfigurationException($"The identity in {data.Identity} cannot be used: {Reason.Of(e)}. Provision the board again.", e);
        }
    }

    /// <summary>What made the board who it is; null where it was never told, or where that is damaged: whoever provisions again wants it replaced.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ProvisioningMessage? Provisioned(IdentityFiles files)
    {
        if (!File.Exists(files.Provisioned)) return null;
        try
        {
            return ProvisioningFile.Read(File.ReadAllText(files.Provisioned)).Provisioning;
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    /// <summary>Reads an identity, present or in the making; whatever is wrong comes as it is found.</summary>
    public static AgentIdentity Read(IdentityFiles files)
    {
        var (provisioning, trust) = ProvisioningFile.Read(File.ReadAllText(files.Provisioned));
        return Compose(provisioning, trust, files);
    }

    /// <exception cref="ArgumentException">The file is not a PEM key.</exception>
    /// <exception cref="CryptographicException">The key is damaged.</exception>
    public static ECDsa ReadKey(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (PlatformNotSupportedException e)
        {
            // One flipped bit makes it a key of a curve that nobody has.
            throw new CryptographicException($"{path} is not a P-256 key", e);
        }
    }

    private static AgentIdentity Compose(ProvisioningMessage provisioning, TrustAnchors trust, IdentityFiles files)
    {
        var mqtt = ProvisionedAddress.Parse(provisioning.MqttAddress, "mqtt_address");
        var https = ProvisionedAddress.Parse(provisioning.HttpsAddress, "https_address");
        return new AgentIdentity
        {
            Node = provisioning.Node,
            Group = provisioning.Group,
            MqttHost = mqtt.Host,
            MqttPort = mqtt.Port,
            HttpsHost = https.Host,
            HttpsPort = https.Port,
            Key = new SigningKey(ReadKey(files.Key)),
            CaFile = files.Ca,
            CertificateFile = files.Certificate,
            KeyFile = files.Key,
            Trust = TrustStore.Load(trust, new VerifyingKey(provisioning.RootSpki.Span), files, new LinuxDisk()),
        };
    }
}

/// <summary>HOST:PORT as it stands in a provisioning file.</summary>
internal static class ProvisionedAddress
{
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static HubAddress Parse(string text, string what)
    {
        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon].Trim('[', ']') : "";
        return host.Length > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new HubAddress(host, port)
            : throw new FormatException($"{what} is '{text}'; it must be HOST:PORT");
    }
}
