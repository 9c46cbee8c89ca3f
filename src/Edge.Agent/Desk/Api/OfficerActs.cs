using System.Globalization;
using Edge.Agent.Desk.Sessions;
using Edge.Agent.Identity.Officers;

namespace Edge.Agent.Desk.Api;

/// <summary>Signing in and locking. A PIN takes a second to look at: one at a time, and no thread of the server's.</summary>
internal sealed class OfficerActs(OfficerDuty duty, DeskSessions sessions, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _one = new(1);

    public IEnumerable<DeskRoute> Routes() =>
    [
        DeskRoute.Post<SignInBody>("sign-in", "Signs an officer in; any other is signed out. At the agent's socket the answer has the session's token.", SignInAsync) with { NeedsNobody = true },
        DeskRoute.Post<NothingBody>("lock", "Locks the desk: nobody is signed in any more. A case in hand stays.", LockAsync),
    ];

    /// <summary>A second officer, who vouches for one act; null where the answer has been given already.</summary>
    public async Task<SignedIn?> VouchAsync(DeskCall call, SecondBody second)
    {
        var answer = await OneAsync(() => duty.Vouch(second.Officer, second.Pin), call.Aborted);
        if (answer?.Officer is null) await RefuseAsync(call, answer, "second-");
        return answer?.Officer;
    }

    public void Dispose() => _one.Dispose();

    private async Task SignInAsync(DeskCall call, SignInBody body)
    {
        var answer = await OneAsync(() => duty.SignIn(body.Officer, body.Pin), call.Aborted);
        if (answer?.Officer is not { } officer)
        {
            await RefuseAsync(call, answer, "");
            return;
        }
        var token = call.Keys.Give(call.Context, sessions.Begin(officer), officer.Id);
        await call.AnswerAsync(new { officer.Id, officer.Name, Token = token });
    }

    private Task LockAsync(DeskCall call, NothingBody body)
    {
        sessions.End();
        call.Keys.Take(call.Context);
        return call.AnswerAsync(new { Locked = true });
    }

    private async Task<SignInAnswer?> OneAsync(Func<SignInAnswer> look, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _one.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return null;
        }
        try
        {
            // What has begun is counted: it is not left half way.
            return await Task.Run(look, CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }

    private static Task RefuseAsync(DeskCall call, SignInAnswer? answer, string prefix)
    {
        if (answer is null) return call.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "busy", "other PINs are being looked at; try again");
        if (answer.Wait is { } wait) call.Context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var minutes = Math.Ceiling(answer.Wait?.TotalMinutes ?? 0);
        var (code, detail) = answer.Refusal switch
        {
            "locked-out" => ("locked-out", $"too many wrong PINs; none is tried for {minutes} minutes"),
            "wrong" => ("wrong", $"the PIN is wrong; {answer.Left} more can be tried"),
            "unknown" => ("unknown", "no officer of that name may sign in here; the hub's list says who may"),
            "locked" => ("locked", "this officer is locked at the hub"),
            "expired" => ("expired", "this officer's time on the hub's list is over"),
            "store-failed" => ("store-failed", "the board cannot count tries of PINs now, so it looks at none; its disk is full or failing"),
            "same" => ("same", "the second officer must be another than the one who is signed in"),
            _ => ("no-list", "the hub has not sent a list of officers yet; the board fetches it when it has signal"),
        };
        var status = code == "locked-out" ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden;
        return call.RefuseAsync(status, prefix + code, detail, answer.Left ?? 0, minutes);
    }
}

/// <summary>Who signs in.</summary>
internal sealed record SignInBody(string Officer, string Pin);

/// <summary>A second officer, for what one alone may not do.</summary>
internal sealed record SecondBody(string Officer, string Pin);

/// <summary>Takes nothing.</summary>
internal sealed record NothingBody;
