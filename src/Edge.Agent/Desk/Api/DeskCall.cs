using Edge.Agent.Desk.Page;
using Edge.Agent.Identity.Officers;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Desk.Api;

/// <summary>One request to the desk.</summary>
/// <param name="context">Where the answer goes.</param>
/// <param name="keys">How this client shows its session.</param>
/// <param name="officer">Whose session it is; null only where the route needs nobody.</param>
/// <param name="number">What stood in the path's last part; null where the route has none.</param>
internal sealed class DeskCall(HttpContext context, ISessionKeys keys, SignedIn? officer, long? number)
{
    public HttpContext Context => context;

    public ISessionKeys Keys => keys;

    public SignedIn Officer => officer ?? throw new InvalidOperationException("this route needs no officer, and asks for one");

    public long Number => number ?? 0;

    /// <summary>At which of several desks this client says it stands.</summary>
    public int Desk => PagePrefs.Of(context.Request).Desk;

    public CancellationToken Aborted => context.RequestAborted;

    public Task AnswerAsync<T>(T value, int status = StatusCodes.Status200OK) => Answers.WriteAsync(context, status, value);

    /// <summary>Says no.</summary>
    /// <param name="status">For HTTP.</param>
    /// <param name="code">For machines.</param>
    /// <param name="detail">For people who read English.</param>
    /// <param name="parts">What belongs into the page's own words for the code.</param>
    public Task RefuseAsync(int status, string code, string detail, params object[] parts) => RefuseAsync(context, status, code, detail, parts);

    public static Task RefuseAsync(HttpContext context, int status, string code, string detail, params object[] parts)
    {
        var message = Words(context, code, detail, parts);
        return Answers.ProblemAsync(context, status, new { title = "Not done", status, code, detail, message });
    }

    /// <summary>The page's own words for a code, in the language of this client; the detail where it has none.</summary>
    public string Words(string code, string detail) => Words(context, code, detail, []);

    private static string Words(HttpContext context, string code, string detail, object[] parts) =>
        PageWords.Has($"problem-{code}") ? PagePrefs.Of(context.Request).Words.Say($"problem-{code}", parts) : detail;
}
