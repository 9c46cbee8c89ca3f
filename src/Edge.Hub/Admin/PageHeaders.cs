using Microsoft.Extensions.Options;

namespace Edge.Hub.Admin;

/// <summary>What every answer over TCP tells the browser: nothing runs, loads or frames these pages but what is theirs.</summary>
internal sealed class PageHeaders(GivenCertificate given, IOptions<ListenOptions> options)
{
    /// <summary>No inline script or style anywhere; a page that needs one is wrong.</summary>
    public const string Policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private readonly HashSet<string> _names = new(options.Value.Hosts, StringComparer.OrdinalIgnoreCase);

    public void Harden(HttpContext context)
    {
        if (context.Surface() == Surface.Admin) return;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // With no-referrer a browser's own forms would come without an Origin.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()";
        // Only with a certificate that browsers believe by themselves: with ours, whoever had clicked its warning away could not do so again.
        if (context.Request.IsHttps && given.IsThere && _names.Contains(context.Request.Host.Host)) headers.StrictTransportSecurity = "max-age=31536000";
    }
}
