using Edge.Agent.Desk.Page.Parts;
using Edge.Agent.Identity.Officers;

namespace Edge.Agent.Desk.Page;

/// <summary>What is shown before anybody is signed in: a way to do so, and nothing of the work.</summary>
internal static class SignInDocument
{
    /// <param name="prefs">How the page is wanted.</param>
    /// <param name="trial">Whether citizens are made up.</param>
    /// <param name="place">Where this is.</param>
    /// <param name="officers">Who may sign in, to choose from; empty where whoever reads this may be anybody on the network.</param>
    /// <param name="last">Who signed in here last: stands first.</param>
    public static Markup Of(PagePrefs prefs, bool trial, string place, IReadOnlyList<OfficerName> officers, string? last)
    {
        var w = prefs.Words;
        var who = officers.Count > 0
            ? Controls.Choice("officer", w["officer"], officers.OrderBy(o => o.Id != last).Select(o => (o.Id, o.Name)))
            : Controls.Field("officer", w["officer-id"], "required maxlength=\"40\" autocapitalize=\"none\"");
        return Frame.Of(prefs, "signed-out", Markup.Of(
            $"""
            {(trial ? Markup.Of($"""<p class="trial">{w["trial"]}</p>""") : Markup.None)}
            <main class="sign-in">
            <form class="card" data-post="/v1/desk/sign-in" data-then="/">
            <h1>{w["title"]}</h1><p class="soft">{place}</p>
            {who}
            {Controls.Field("pin", w["pin"], "required autofocus inputmode=\"numeric\" pattern=\"[0-9]*\" maxlength=\"12\"", "password")}
            <div id="problem" class="alarm" role="alert" hidden></div>
            <button type="submit" class="main">{w["sign-in"]}</button>
            </form>
            {Frame.Choices(prefs)}
            </main>
            """));
    }
}
