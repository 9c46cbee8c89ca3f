using System.Net;
using Edge.Contracts.Shown;

namespace Edge.Agent.Simulator;

/// <summary>
/// Keeps other people's pages out. A browser on this machine reaches the loopback for any page it has open: by a name that
/// was made to point here (so Host must be ours), or by sending a form or a request across (so Origin must be ours).
/// </summary>
internal static class SimulatorGuard
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>What every answer says to the browser.</summary>
    public static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), usb=(), serial=()";
    }

    /// <summary>Why this request is not for us; null where it is.</summary>
    public static string? Problem(HttpRequest request, IPEndPoint door)
    {
        var host = request.Host.Value;
        if (request.Host.Port != door.Port || !HostRule.Allows(request.Host.Host, _ => false)) return $"this page is served as {string.Join(", ", Hosts(door))} and under no other name";
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        // The page itself may be come to from anywhere; what it is made of, and what it does, is its own.
        if (request.Path != "/" && site is not ("" or "same-origin" or "none")) return "another page has asked for this";
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        if (!request.Headers.Origin.ToString().Equals($"http://{host}", StringComparison.OrdinalIgnoreCase)) return $"only the panel's own page may do this: Origin must be http://{host}";
        return request.HasJsonContentType() ? null : "what is done here is said in application/json";
    }

    private static string[] Hosts(IPEndPoint door) => [door.ToString(), $"localhost:{door.Port}"];
}
