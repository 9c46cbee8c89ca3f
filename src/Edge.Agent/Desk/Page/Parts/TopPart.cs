namespace Edge.Agent.Desk.Page.Parts;

/// <summary>Where, who, when, and whether there is signal.</summary>
internal static class TopPart
{
    public static Markup Of(DeskState state, PageWords w) => Markup.Of(
        $"""
        <p class="place"><b>{(state.Place.Length > 0 ? state.Place : state.Node)}</b><span>{state.Officer.Name}</span></p>
        <p class="clock">{state.Time?.ToString("HH':'mm", System.Globalization.CultureInfo.InvariantCulture) ?? w["no-clock"]}</p>
        {SignalPart.Strength(state.Bars, w)}
        """);
}
