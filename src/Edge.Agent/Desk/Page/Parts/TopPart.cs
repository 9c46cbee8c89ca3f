namespace Edge.Agent.Desk.Page.Parts;

/// <summary>Where, who, when, and whether there is signal.</summary>
internal static class TopPart
{
    private const int MostBars = 4;

    public static Markup Of(DeskState state, PageWords w) => Markup.Of(
        $"""
        <p class="place"><b>{(state.Place.Length > 0 ? state.Place : state.Node)}</b><span>{state.Officer.Name}</span></p>
        <p class="clock">{state.Time?.ToString("HH':'mm", System.Globalization.CultureInfo.InvariantCulture) ?? w["no-clock"]}</p>
        {Bars(state.Bars, w)}
        """);

    private static Markup Bars(int? bars, PageWords w) => bars is not { } count
        ? Markup.Of($"""<p class="link"><span>{w["link-unknown"]}</span></p>""")
        : Markup.Of($"""<p class="link"><svg viewBox="0 0 36 20" width="36" height="20" aria-hidden="true">{Enumerable.Range(0, MostBars).Select(i => Bar(i, i < count))}</svg><span>{w.Say("link-bars", count)}</span></p>""");

    private static Markup Bar(int i, bool lit) => Markup.Of($"""<rect class="{(lit ? "lit" : "unlit")}" x="{1 + i * 9}" y="{15 - i * 5}" width="7" height="{4 + i * 5}"></rect>""");
}
