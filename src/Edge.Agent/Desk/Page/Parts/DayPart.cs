using Edge.Agent.Devices;
using Edge.Agent.Enrolment.Worklists;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>The day in figures, the list in figures, and the devices.</summary>
internal static class DayPart
{
    // A share of the line before it.
    private static readonly Markup Of = new(" class=\"of\"");

    public static Markup Sums(DeskState state, PageWords w, KioskSettings kiosk)
    {
        var sums = DaySums.Of(state.Queue);
        var households = sums.People == sums.Tickets ? Markup.None : Markup.Of($"<tr class=\"of\"><th scope=\"row\">{w["sum-people"]}</th><td>{sums.People}</td></tr>");
        (string Name, int Count)[] rows = [("enrolled", sums.Enrolled), ("unable", sums.Unable), ("no-show", sums.NoShow), ("cancelled", sums.Cancelled), ("turned-away", sums.TurnedAway), ("in-progress", sums.InProgress), ("waiting", sums.Waiting)];
        // A card is not an account: they are counted apart.
        var services = Markup.Join(sums.ByService.Select(s => Markup.Of($"<tr class=\"of\"><th scope=\"row\">{kiosk.Find(s.Key)?.Name(w.Language) ?? s.Key}</th><td>{s.Value}</td></tr>")));
        return Markup.Of($"""<table class="sums"><tbody>{rows.Select(r => Markup.Of($"<tr{(r.Name == "turned-away" ? Of : Markup.None)}><th scope=\"row\">{w[$"sum-{r.Name}"]}</th><td>{r.Count}</td></tr>{(r.Name == "enrolled" ? services : Markup.None)}"))}</tbody><tfoot><tr><th scope="row">{w["sum-tickets"]}</th><td>{sums.Tickets}</td></tr>{households}{(sums.PassedOn > 0 ? Markup.Of($"<tr class=\"of\"><th scope=\"row\">{w["sum-passed-on"]}</th><td>{sums.PassedOn}</td></tr>") : Markup.None)}</tfoot></table><div class="acts">{Controls.Ask("print-day", w["print-day"], "day/print", look: "small")}</div>{SignOff(state, w)}""");
    }

    public static Markup Worklist(DeskState state, PageWords w)
    {
        if (state.Worklist is not { } list) return Markup.Of($"""<p class="soft">{w["no-worklist"]}</p>""");
        return Markup.Of(
            $"""
            <p class="count"><b>{list.People}</b> {w["still-missing"]}</p>
            <p class="soft">{w.Say("residents", list.Permanent, list.Temporary)} · {w.Say("needs", list.NeedRide, list.NeedVisit)}</p>
            {Quota(list, w)}
            <p class="soft">{w.Say("list-expires", list.Expires.ToLocalTime().ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture))}</p>
            """);
    }

    public static Markup Devices(DeskState state, PageWords w) => Markup.Of($"""<ul class="devices">{state.Devices.Select(d => Device(d, [.. state.Faults.Where(f => f.Device == d.Name)], w))}</ul>""");

    private static Markup SignOff(DeskState state, PageWords w) =>
        state.Queue.Day is { Open: false } && !state.Queue.AtDesks.Any() ? Markup.Of($"""<div class="acts">{Controls.Open("sign-off-open", w["sign-off"], "sign-off", look: "main")}</div>""") : Markup.None;

    private static Markup Quota(WorklistSummary list, PageWords w) => list.Quota > 0
        ? Markup.Of($"""<p>{w.Say("quota", list.Done, list.Quota)} <progress max="{list.Quota}" value="{Math.Min(list.Done, list.Quota)}" aria-label="{w.Say("quota", list.Done, list.Quota)}"></progress></p>""")
        : Markup.Of($"<p>{w.Say("ticked", list.Done)}</p>");

    private static Markup Device(DeviceStatus device, IReadOnlyList<Fault> faults, PageWords w)
    {
        var well = device.State == DeviceState.Ready && faults.Count == 0;
        var why = device.State == DeviceState.Failed ? Markup.Of($"""<small lang="en">{device.Reason}</small>""") : faults.Count > 0 ? Markup.Of($"<small>{FaultsPart.Text(faults, w)}</small>") : Markup.None;
        return Markup.Of($"""<li class="{(well ? "well" : "unwell")}"><span aria-hidden="true">{(well ? "✓" : "✗")}</span> {w[$"device-{device.Name}"]} <span class="unseen">{w[well ? "device-well" : "device-unwell"]}</span>{why}</li>""");
    }
}
