using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;

namespace Edge.Hub.Cli;

/// <summary>Trust files on their way between hub and offline machine: the bytes of a SignedTrust, its signature empty until it has one.</summary>
internal static class TrustFiles
{
    /// <exception cref="HubException">The file cannot be read, or is no trust file.</exception>
    public static SignedTrust Read(string path)
    {
        try
        {
            return Decoder.Parse(SignedTrust.Parser, File.ReadAllBytes(path), "trust file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MalformedException)
        {
            throw new HubException($"{path} is not a trust file that can be read: {Reason.Of(e)}", e);
        }
    }

    /// <exception cref="HubException">It is there already, or cannot be written.</exception>
    public static void Write(string path, IMessage file) => OutputFile.Write(path, file.ToByteArray());

    /// <exception cref="HubException">The file cannot be read.</exception>
    public static string ReadPem(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{path} cannot be read: {Reason.Of(e)}", e);
        }
    }
}
