using System.Net;
using Edge.Hosting.Linux;

namespace Edge.Hub.Export.Following;

/// <summary>Where records are posted to, and what is believed of it: citizens' data leaves this machine only over TLS.</summary>
internal sealed record ExportEndpoint(Uri Address, string? Token)
{
    private const int LongestToken = 4096;

    /// <exception cref="HubException">Nothing may be posted there.</exception>
    public static ExportEndpoint Parse(string text, string? tokenFile)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")) throw new HubException($"--to {text} is no address: it must be https://HOST[:PORT]/PATH");
        if (address.Scheme == "http" && !IsLoopback(address)) throw new HubException($"--to {text} is not encrypted; records go in the clear only to this machine itself (http://127.0.0.1:PORT/…): give https://");
        if (address.UserInfo.Length > 0) throw new HubException("--to may not hold a name or password, which other users of this machine can read; give --token-file FILE");
        if (address.Fragment.Length > 0) throw new HubException($"--to {text} has a fragment (#), which is never sent");
        return new ExportEndpoint(address, tokenFile is null ? null : Read(tokenFile));
    }

    private static bool IsLoopback(Uri address) => address.Host == "localhost" || IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip);

    private static string Read(string path)
    {
        try
        {
            var token = File.ReadAllText(path).Trim();
            return token.Length is > 0 and <= LongestToken && token.All(c => c is > ' ' and <= '~') ? token : throw new HubException($"{path} holds no token: one line of 1 to {LongestToken} visible ASCII characters");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{path} cannot be read: {Reason.Of(e)}", e);
        }
    }
}
