using System.Globalization;
using Edge.Agent.Devices;
using Edge.Agent.Kiosk.LinkMeter;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>How strong the signal is, where it was found and when, and a way to note it for the next team.</summary>
internal static class SignalPart
{
    private const string Known = "signal-places";

    /// <summary>Whether there is anything to say: a board that the settings give no modem has none of it.</summary>
    public static bool IsShown(DeskState state) => HasModem(state) || state.Finds.Count > 0;

    /// <summary>What changes by itself.</summary>
    public static Markup Of(DeskState state, PageWords w)
    {
        var places = PlaceSignal.Of(state.Finds);
        return Markup.Of(
            $"""
            {(HasModem(state) ? Markup.Of($"""<p class="signal-now">{w["signal-here"]} {Strength(state.Bars, w)}</p>""") : Markup.None)}
            <datalist id="{Known}">{places.Select(p => Markup.Of($"""<option value="{p.Name}"></option>"""))}</datalist>
            {(places.Count == 0 ? Markup.Of($"""<p class="soft">{w["signal-none"]}</p>""") : Markup.Of($"""<ul class="places">{places.Select(p => Place(p, w))}</ul><div class="acts">{Controls.Ask("signal-print", w["signal-print"], "signal/print")}</div>"""))}
            """);
    }

    /// <summary>Outside of what changes by itself, so that nobody's typing is swept away.</summary>
    public static Markup Form(DeskState state, PageWords w) => !HasModem(state) ? Markup.None : Markup.Of(
        $"""
        <form id="signal-form" data-post="/v1/desk/signal/note">
        {Controls.Field("place", w["signal-place"], $"id=\"signal-place\" required maxlength=\"{PlaceName.Longest}\" list=\"{Known}\"")}
        <div class="acts"><button type="submit" class="plain">{w["signal-note"]}</button></div>
        </form>
        """);

    /// <summary>Bars and the same as a number; null where no modem tells.</summary>
    public static Markup Strength(int? bars, PageWords w) => bars is not { } count
        ? Markup.Of($"""<span class="link"><span>{w["link-unknown"]}</span></span>""")
        : Markup.Of($"""<span class="link"><svg viewBox="0 0 36 20" width="36" height="20" aria-hidden="true">{Enumerable.Range(0, SignalBars.Most).Select(i => Bar(i, i < count))}</svg><span>{w.Say("link-bars", count)}</span></span>""");

    private static bool HasModem(DeskState state) => state.Devices.Any(d => d.Name == DeviceNames.Modem);

    private static Markup Place(PlaceSignal place, PageWords w)
    {
        var newest = place.Newest is { } at ? w.Say("signal-newest", at.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)) : w["signal-no-date"];
        return Markup.Of($"""<li><b>{place.Name}</b> {Strength(place.Best.Bars, w)}<span class="soft">{w["signal-hours"]} {string.Join(" · ", place.Hours.Select(h => Hour(h, w)))} ({newest})</span></li>""");
    }

    private static string Hour(HourSignal hour, PageWords w) => w.Say("signal-hour", hour.Hour is { } clock ? clock : "?", hour.Bars);

    private static Markup Bar(int i, bool lit) => Markup.Of($"""<rect class="{(lit ? "lit" : "unlit")}" x="{1 + i * 9}" y="{15 - i * 5}" width="7" height="{4 + i * 5}"></rect>""");
}
