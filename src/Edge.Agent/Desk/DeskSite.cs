using System.Net;
using System.Text;
using Edge.Agent.Desk.Api;
using Edge.Agent.Desk.Live;
using Edge.Agent.Desk.Page;
using Edge.Agent.Desk.Page.Parts;
using Edge.Agent.Desk.Sessions;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Kiosk.Printing.Pictograms;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Desk;

/// <summary>All that answers at the desk's door: the page, what it is made of, and the API. Nothing else of the agent is behind it.</summary>
internal sealed class DeskSite(DeskListener door, DeskApi api, DeskSessions sessions, DeskView view, DeskStream stream, WorklistActs worklist, OfficerDuty duty, DeskCase work)
{
    private const string Pictograms = "/pictograms/";
    private const string Html = "text/html; charset=utf-8";
    private readonly PageFiles _files = new(typeof(DeskSite).Assembly, "Edge.Agent.Desk.Page.");
    private readonly CookieKeys _keys = new();
    private readonly PageBook _book = new(view.Kiosk);

    /// <summary>Every file of the page.</summary>
    public IReadOnlyCollection<string> Files => _files.Paths;

    public async Task HandleAsync(HttpContext context)
    {
        PageGuard.Harden(context.Response.Headers);
        if (PageGuard.Problem(context.Request, door.Door.At!, door.IsOurs) is { } problem) await DeskCall.RefuseAsync(context, StatusCodes.Status403Forbidden, "another-page", problem);
        else if (DeskApi.IsAsked(context)) await api.HandleAsync(context, _keys);
        else if (context.Request.Path == "/page/worklist") await FoundAsync(context);
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)) await DeskCall.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "not-like-this", "this path takes GET");
        else await ShowAsync(context, context.Request.Path.Value ?? "/");
    }

    private Task ShowAsync(HttpContext context, string path)
    {
        if (_files.Find(path) is { } file) return file.SendAsync(context);
        if (path.StartsWith(Pictograms, StringComparison.Ordinal) && path.EndsWith(".svg", StringComparison.Ordinal)) return new PageFile("image/svg+xml", Encoding.UTF8.GetBytes(PictogramBook.Svg(path[Pictograms.Length..^".svg".Length]))).SendAsync(context);
        var officer = sessions.Find(_keys.Read(context.Request), isAct: path == "/");
        return (path, officer) switch
        {
            ("/", null) => SendAsync(context, SignIn(context.Request)),
            ("/", _) => SendAsync(context, _book.Document(view.Read(officer, PagePrefs.Of(context.Request).Desk), PagePrefs.Of(context.Request))),
            ("/page/live", not null) => LiveAsync(context),
            (_, null) => DeskCall.RefuseAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "nobody is signed in, or the desk has locked; sign in first"),
            _ => DeskCall.RefuseAsync(context, StatusCodes.Status404NotFound, "not-here", "the desk has no such page"),
        };
    }

    // The names of officers are for those who stand at the board, and not for its network.
    private Markup SignIn(HttpRequest request) =>
        SignInDocument.Of(PagePrefs.Of(request), view.IsTrial, view.Kiosk.Place, IPAddress.IsLoopback(door.Door.At!.Address) ? duty.Officers : [], request.Cookies[CookieKeys.LastOfficer]);

    private Task LiveAsync(HttpContext context)
    {
        var (prefs, sent) = (PagePrefs.Of(context.Request), new Dictionary<string, string>(StringComparer.Ordinal));
        return stream.SendAsync(context, _keys.Read(context.Request), officer => _book.News(view.Read(officer, prefs.Desk), prefs.Words, sent));
    }

    private Task FoundAsync(HttpContext context)
    {
        var route = DeskRoute.Post<SearchBody>("page/worklist", "People of the worklist, as the page shows them.", (_, body) =>
            SendAsync(context, PeoplePart.Of(worklist.Find(body), work.Current() is { Current: "identify" }, PagePrefs.Of(context.Request).Words)));
        return api.HandleAsync(context, _keys, route);
    }

    private static Task SendAsync(HttpContext context, Markup markup) => new PageFile(Html, Encoding.UTF8.GetBytes(markup.Text)).SendAsync(context);
}
