using Edge.Agent.Enrolment;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>What is asked before something is done. They stand outside of what changes by itself, so that nobody's typing is swept away.</summary>
internal static class Dialogs
{
    private static readonly string[] FingerReasons = ["amputated", "injured", "bandaged", "worn", "deformed"];
    private static readonly string[] LyingReasons = ["bedridden", "ill", "after-childbirth", "disabled"];
    private static readonly string[] FailedReasons = ["no-signal", "face-not-matched", "code-not-received", "phone-too-old", "other"];
    private static readonly string[] PhoneReasons = ["no-phone", "number-of-another"];

    public static Markup Of(PageWords w, KioskSettings kiosk) => Markup.Join(
    [
        Dialog("unable", "case/unable", w["unable"], Markup.Of($"""<fieldset><legend>{w["why"]}</legend>{UnableReasons.All.Select(r => Reason(r.Key, r.Value, w))}</fieldset><div class="again">{Controls.Field("again", w["again-from"], "", "date")}</div>"""), w),
        Dialog("exception", "queue/exception", w["exception"], Controls.Choice("reason", w["why"], kiosk.Reasons.Select(r => (r.Id, LargeFirst(r.Name(w.Language))))), w),
        Dialog("pass", "queue/pass", w["pass-on"], Markup.Join([Controls.Choice("service", w["service"], [("", w["same-service"]), .. kiosk.Services.Select(s => (s.Id, s.Name(w.Language)))]), Desks(kiosk, w)]), w),
        Dialog("typed", "case/identify", w["type-in"], Markup.Join([Controls.Field("number", w["number"], "inputmode=\"numeric\" maxlength=\"12\""), Controls.Field("name", w["full-name"], "maxlength=\"100\""),
            Controls.Field("birth", w["birth-form"], "maxlength=\"10\""), Controls.Choice("sex", w["sex"], [("", w["not-known"]), ("f", w["sex-f"]), ("m", w["sex-m"])]), Controls.Field("address", w["address"], "maxlength=\"300\"")]), w),
        Dialog("mrz", "case/identify-mrz", w["type-mrz"], Markup.Of($"""<label>{w["mrz-lines"]}<textarea name="lines" rows="3" cols="30" maxlength="200" required spellcheck="false" autocapitalize="characters"></textarea></label>"""), w),
        Dialog("phone", "case/phone", w["step-phone"], Markup.Join([Controls.Field("number", w["phone-number"], "inputmode=\"tel\" maxlength=\"20\""), Controls.Choice("reason", w["or-why-none"], [("", w["has-phone"]), .. PhoneReasons.Select(r => (r, w[$"reason-{r}"]))])]), w),
        Dialog("finger", "case/except-finger", w["finger-other"], Markup.Of(
            $"""
            {Controls.Choice("position", w["which-finger"], Enumerable.Range(1, 10).Select(i => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), w[$"finger-{i}"])), numbers: true)}
            <button type="submit" class="plain" data-post="/v1/desk/case/choose-finger" data-only="position" formnovalidate>{w["finger-first"]}</button>
            <h3>{w["finger-except"]}</h3>
            {Controls.Choice("reason", w["why"], FingerReasons.Select(r => (r, w[$"reason-{r}"])))}{Controls.Tick("permanent", w["permanent"])}{Second(w)}
            """), w),
        Dialog("lying", "case/accept-portrait", w["lying"], Markup.Of($"""<p>{w["lying-how"]}</p>{Controls.Choice("lyingReason", w["why"], LyingReasons.Select(r => (r, w[$"reason-{r}"])))}{Second(w)}"""), w),
        Dialog("failed", "case/activation-failed", w["activation-failed"], Controls.Choice("reason", w["why"], FailedReasons.Select(r => (r, w[$"reason-{r}"]))), w),
        Dialog("visit", "case/begin", w["without-ticket"], Markup.Join([Service(kiosk, w), Language(kiosk, w)]), w),
        Dialog("ticket", "queue/ticket", w["give-ticket"], Markup.Join([Service(kiosk, w), Language(kiosk, w), People(w), Controls.Tick("priority", w["priority"])]), w),
        Dialog("household", "queue/household", w["household"], Markup.Join([Markup.Of($"<p>{w["household-how"]}</p>"), People(w)]), w),
        Dialog("cancel", "case/cancel", w["cancel"], Markup.Of($"<p>{w["cancel-sure"]}</p>"), w),
        Dialog("sign-off", "day/sign-off", w["sign-off"], Markup.Of($"<p>{w["sign-off-sure"]}</p>"), w),
        Dialog("close-day", "queue/close", w["close-day"], Markup.Of($"<p>{w["close-sure"]}</p>"), w),
    ]);

    // A name stands within a sentence elsewhere, and alone here.
    private static string LargeFirst(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static Markup Dialog(string id, string path, string title, Markup inside, PageWords w) => Markup.Of(
        $"""
        <dialog id="{id}" aria-labelledby="{id}-title"><form data-post="/v1/desk/{path}"><h2 id="{id}-title">{title}</h2>{inside}
        <div class="acts"><button type="submit" class="main">{w["ok"]}</button><button type="button" class="plain" data-close>{w["back"]}</button></div></form></dialog>
        """);

    private static Markup Reason(string id, bool dated, PageWords w) => Markup.Of(
        $"""<label class="tick"><input type="radio" name="reason" value="{id}" required{new Markup(dated ? " data-dated" : "")}> {w[$"reason-{id}"]}</label>""");

    private static Markup Second(PageWords w) => Markup.Of(
        $"""<fieldset><legend>{w["second-officer"]}</legend>{Controls.Field("second.officer", w["officer-id"], "required maxlength=\"40\" autocapitalize=\"none\"")}{Controls.Field("second.pin", w["pin"], "required inputmode=\"numeric\" maxlength=\"12\"", "password")}</fieldset>""");

    private static Markup Service(KioskSettings kiosk, PageWords w) => Controls.Choice("service", w["service"], kiosk.Services.Select(s => (s.Id, s.Name(w.Language))));

    private static Markup Desks(KioskSettings kiosk, PageWords w) => kiosk.Options.Desks == 1 ? Markup.None
        : Controls.Choice("toDesk", w["desk"], [("", w["any-desk"]), .. Enumerable.Range(1, kiosk.Options.Desks).Select(d => ($"{d}", $"{d}"))], numbers: true);

    private static Markup People(PageWords w) => Controls.Choice("people", w["people-of"], Enumerable.Range(1, Ticket.MostPeople).Select(n => ($"{n}", $"{n}")), numbers: true);

    private static Markup Language(KioskSettings kiosk, PageWords w) => Controls.Choice("language", w["language-of"], kiosk.Languages.Select(l => (l, w[$"language-{l}"])));
}
