namespace Edge.Agent.Desk.Page;

/// <summary>What all documents of the desk have.</summary>
internal static class Frame
{
    public static Markup Of(PagePrefs prefs, string kind, Markup inside) => Markup.Of(
        $"""
        <!doctype html>
        <html lang="{prefs.Words.Language}" data-theme="{prefs.Theme}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>{prefs.Words["title"]}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/desk.css">
        <script src="/desk.js" type="module"></script>
        </head>
        <body data-kind="{kind}" data-fault="{prefs.Words["no-answer"]}">
        {inside}
        </body>
        </html>
        """);

    /// <summary>The language and the theme.</summary>
    public static Markup Choices(PagePrefs prefs)
    {
        var w = prefs.Words;
        return Markup.Of(
            $"""
            <div class="choices">
            {new[] { PageWords.InVietnamese, PageWords.InEnglish }.Select(l => Markup.Of($"""<button type="button" class="small" lang="{l.Language}" data-cookie="{PagePrefs.LanguageCookie}" data-value="{l.Language}" aria-pressed="{(l == w ? "true" : "false")}">{l["own-name"]}</button>"""))}
            <label class="inline"><span class="unseen">{w["theme"]}</span><select data-cookie="{PagePrefs.ThemeCookie}">{PagePrefs.Themes.Select(t => Markup.Of($"""<option value="{t}"{new Markup(t == prefs.Theme ? " selected" : "")}>{w[$"theme-{t}"]}</option>"""))}</select></label>
            </div>
            """);
    }
}
