namespace Edge.Agent.Desk.Api;

/// <summary>How a client shows which session is its own.</summary>
internal interface ISessionKeys
{
    /// <summary>Null where the request shows none.</summary>
    string? Read(HttpRequest request);

    /// <summary>Gives a client the session that has begun; what it is to read in the answer, null where that is nothing.</summary>
    string? Give(HttpContext context, string token, string officer);

    /// <summary>The session is over.</summary>
    void Take(HttpContext context);
}

/// <summary>Browsers: a cookie that no script reads and no other page sends.</summary>
internal sealed class CookieKeys : ISessionKeys
{
    public const string Name = "edge-desk";
    public const string LastOfficer = "edge-officer";

    public string? Read(HttpRequest request) => request.Cookies[Name];

    public string? Give(HttpContext context, string token, string officer)
    {
        context.Response.Cookies.Append(Name, token, Rules(context));
        // Whoever works at this screen most days need not look for the own name.
        var lasting = Rules(context);
        lasting.MaxAge = TimeSpan.FromDays(90);
        context.Response.Cookies.Append(LastOfficer, officer, lasting);
        return null;
    }

    public void Take(HttpContext context) => context.Response.Cookies.Delete(Name, Rules(context));

    // Without an end of its own it is gone with the browser; the server's end comes long before.
    private static CookieOptions Rules(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", Secure = context.Request.IsHttps };
}

/// <summary>Programs at the agent's socket: <c>Authorization: Bearer TOKEN</c> (RFC 6750).</summary>
internal sealed class BearerKeys : ISessionKeys
{
    private const string Scheme = "Bearer ";

    public string? Read(HttpRequest request) => request.Headers.Authorization.ToString() is var shown && shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? shown[Scheme.Length..] : null;

    public string? Give(HttpContext context, string token, string officer) => token;

    public void Take(HttpContext context)
    {
    }
}
