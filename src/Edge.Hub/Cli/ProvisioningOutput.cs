using System.Text;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;

namespace Edge.Hub.Cli;

/// <summary>Writes a provisioning file: for its owner alone, and over nothing.</summary>
internal static class ProvisioningOutput
{
    /// <exception cref="HubException">The file is there already; asked before the hub is, so that no secret is made in vain.</exception>
    public static void Require(string path)
    {
        if (Path.Exists(path)) throw new HubException($"{path} exists already; move it away or give another --out");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder)) throw new HubException($"{path} cannot be written: there is no folder {folder}");
    }

    /// <summary>What the technician compares at the board: a file swapped on the way would name another root.</summary>
    public static string RootLine(string file) =>
        $"Its root key is {KeyId.Of(ProvisioningFile.Read(file).Provisioning.RootSpki.Span)}; the board shows the same one when it takes the file.";

    public static void Write(string path, string text) => OutputFile.Write(path, Encoding.UTF8.GetBytes(text));
}
