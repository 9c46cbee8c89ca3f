namespace Edge.Hub.Admin;

/// <summary>
/// Keeps other people's pages from acting with a user's cookie: what changes something, and the live connection of a page, has to come from a page of this hub.
/// A program with a token has no cookie that could be abused, and boards have neither.
/// </summary>
internal static class OwnPages
{
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Surface() == Surface.Admin || !IsGuarded(context.Request) || IsOwn(context.Request)) return next(context);
        return Refused.Answer("only a page of this hub may do this (Sec-Fetch-Site or Origin is another's, or is missing); a program signs in with a token", StatusCodes.Status403Forbidden).ExecuteAsync(context);
    }

    private static bool IsGuarded(HttpRequest request)
    {
        var live = request.Path.StartsWithSegments("/_blazor");
        if (!live && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))) return false;
        return live || request.Headers.Cookie.Count > 0 || request.Path.StartsWithSegments("/account");
    }

    private static bool IsOwn(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        if (site.Length > 0 && site != "same-origin") return false;
        // By name and port: a proxy in front may have taken the encryption off.
        if (origin.Length > 0) return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return site.Length > 0;
    }
}
