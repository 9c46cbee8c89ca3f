using Edge.Hub.Accounts;
using Edge.Hub.Dashboard.Words;

namespace Edge.Hub.Dashboard.Shell;

/// <summary>The language and the colours that somebody has chosen, kept in two cookies.</summary>
internal sealed record Look(Tongue Tongue, string Theme)
{
    public const string LanguageCookie = "edge-language";
    public const string ThemeCookie = "edge-theme";

    private static readonly string[] Themes = ["auto", "light", "dark"];

    public static Look Of(HttpContext? context, TimeSpan offset)
    {
        var theme = context?.Request.Cookies[ThemeCookie] ?? "";
        return new Look(Tongue.Of(context?.Request.Cookies[LanguageCookie] ?? context?.User.Language(), offset), Array.IndexOf(Themes, theme) < 0 ? Themes[0] : theme);
    }

    /// <summary>Keeps the choice and goes back to the page it was made on.</summary>
    public static IResult Choose(HttpContext context, string? language, string? theme, string? back)
    {
        var cookie = new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };
        if (language is Tongue.Vietnamese or Tongue.English) context.Response.Cookies.Append(LanguageCookie, language, cookie);
        if (Array.IndexOf(Themes, theme) >= 0) context.Response.Cookies.Append(ThemeCookie, theme!, cookie);
        return Results.LocalRedirect(AccountEndpoints.Local(back));
    }
}
