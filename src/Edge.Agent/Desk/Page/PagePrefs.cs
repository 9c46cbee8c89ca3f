namespace Edge.Agent.Desk.Page;

/// <summary>How somebody wants the page, remembered by the browser.</summary>
internal sealed record PagePrefs(PageWords Words, string Theme, int Desk = 1)
{
    public const string LanguageCookie = "edge-language";
    public const string ThemeCookie = "edge-theme";

    /// <summary>At which of several desks this browser stands.</summary>
    public const string DeskCookie = "edge-desk-number";

    public static IReadOnlyList<string> Themes { get; } = ["auto", "light", "dark", "sun"];

    public static PagePrefs Of(HttpRequest request) => new(
        request.Cookies[LanguageCookie] == PageWords.English ? PageWords.InEnglish : PageWords.InVietnamese,
        Themes.FirstOrDefault(t => t == request.Cookies[ThemeCookie]) ?? Themes[0],
        request.Cookies[DeskCookie] is [>= '1' and <= '9'] desk ? desk[0] - '0' : 1);
}
