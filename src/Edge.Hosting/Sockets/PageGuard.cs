using System.Globalization;
using System.Net;
using Edge.Contracts.Shown;

namespace Edge.Hosting.Sockets;

/// <summary>
/// Keeps other people's pages out. A browser on this machine or network reaches a listener for any page it has open: by a name that
/// was made to point here (so Host must be ours), or by sending a form or a request across (so Origin must be ours).
/// </summary>
internal static class PageGuard
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

    /// <summary>Why this request is not for the page; null where it is.</summary>
    /// <param name="request">What came in through the page's door.</param>
    /// <param name="door">Where the page is served.</param>
    /// <param name="isOurs">Whether a name that is no address is one under which people come here on purpose.</param>
    public static string? Problem(HttpRequest request, IPEndPoint door, Func<string, bool> isOurs)
    {
        var (host, port) = (request.Host.Value, request.Host.Port ?? (request.IsHttps ? 443 : 80));
        if (port != door.Port || !HostRule.Allows(request.Host.Host, isOurs)) return $"this page is served as {string.Join(", ", Hosts(door))} and under no other name";
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        // The page itself may be come to from anywhere; what it is made of, and what it does, is its own.
        if (request.Path != "/" && site is not ("" or "same-origin" or "none")) return "another page has asked for this";
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        if (!request.Headers.Origin.ToString().Equals($"{request.Scheme}://{host}", StringComparison.OrdinalIgnoreCase)) return $"only the page itself may do this: Origin must be {request.Scheme}://{host}";
        return request.HasJsonContentType() ? null : "what is done here is said in application/json";
    }

    private static string[] Hosts(IPEndPoint door) => [door.ToString(), string.Create(CultureInfo.InvariantCulture, $"localhost:{door.Port}")];
}
