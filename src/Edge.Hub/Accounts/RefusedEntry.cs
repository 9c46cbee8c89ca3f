namespace Edge.Hub.Accounts;

/// <summary>What somebody reads who is not let in, or may not do what was asked.</summary>
internal static class RefusedEntry
{
    public static Task AnswerAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new Refused(status == StatusCodes.Status401Unauthorized ? "sign in, or send a token that is good (Authorization: Bearer …)" : "your role may not do this; an administrator can give another"), HubJson.Options);
    }
}
