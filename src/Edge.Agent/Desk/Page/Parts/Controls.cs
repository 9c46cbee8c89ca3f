namespace Edge.Agent.Desk.Page.Parts;

/// <summary>Buttons and fields, which look and behave alike everywhere. The page's script reads their data attributes.</summary>
internal static class Controls
{
    /// <summary>A button that asks the API for something.</summary>
    /// <param name="id">Its own on the page, so that it keeps the focus when it is drawn anew.</param>
    /// <param name="label">What it says.</param>
    /// <param name="path">Below <c>/v1/desk/</c>.</param>
    /// <param name="body">JSON.</param>
    /// <param name="key">A letter that presses it; none where empty.</param>
    /// <param name="look">main, plain or small.</param>
    public static Markup Ask(string id, string label, string path, string body = "{}", string key = "", string look = "plain") =>
        Markup.Of($"""<button type="button" id="{id}" class="{look}" data-post="/v1/desk/{path}" data-body="{body}"{KeyOf(key)}>{label}{Shown(key)}</button>""");

    /// <summary>A button that opens a dialog.</summary>
    public static Markup Open(string id, string label, string dialog, string key = "", string fill = "", string look = "plain") =>
        Markup.Of($"""<button type="button" id="{id}" class="{look}" data-open="{dialog}"{(fill.Length > 0 ? Markup.Of($" data-fill=\"{fill}\"") : Markup.None)}{KeyOf(key)}>{label}{Shown(key)}</button>""");

    public static Markup Field(string name, string label, string attributes = "", string type = "text") => Markup.Of(
        $"""<label>{label}<input type="{type}" name="{name}" autocomplete="off" spellcheck="false"{new Markup(attributes.Length > 0 ? " " + attributes : "")}></label>""");

    public static Markup Choice(string name, string label, IEnumerable<(string Value, string Says)> choices, bool numbers = false) => Markup.Of(
        $"""<label>{label}<select name="{name}"{new Markup(numbers ? " data-type=\"number\"" : "")}>{choices.Select(c => Markup.Of($"<option value=\"{c.Value}\">{c.Says}</option>"))}</select></label>""");

    public static Markup Tick(string name, string label) => Markup.Of($"""<label class="tick"><input type="checkbox" name="{name}"> {label}</label>""");

    private static Markup KeyOf(string key) => key.Length > 0 ? Markup.Of($" data-key=\"{key}\" aria-keyshortcuts=\"{key}\"") : Markup.None;

    private static Markup Shown(string key) => key.Length > 0 ? Markup.Of($" <kbd aria-hidden=\"true\">{key.ToUpperInvariant()}</kbd>") : Markup.None;
}
