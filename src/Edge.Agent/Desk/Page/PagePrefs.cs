namespace Edge.Agent.Desk.Page;

/// <summary>How somebody wants the page, remembered by the browser.</summary>
internal sealed record PagePrefs(PageWords Words, string Theme)
{
    public const string LanguageCookie = "edge-language";
    public const string ThemeCookie = "edge-theme";

    public static IReadOnlyList<string> Themes { get; } = ["auto", "light", "dark", "sun"];

    public static PagePrefs Of(HttpRequest request) => new(
        request.Cookies[LanguageCookie] == PageWords.English ? PageWords.InEnglish : PageWords.InVietnamese,
        Themes.FirstOrDefault(t => t == request.Cookies[ThemeCookie]) ?? Themes[0]);
}
