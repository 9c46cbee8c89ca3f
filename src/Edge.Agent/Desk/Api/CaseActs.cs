using Edge.Agent.Enrolment;
using Edge.Agent.Identity.Officers;

namespace Edge.Agent.Desk.Api;

/// <summary>The case in hand from the desk: one route for each act.</summary>
internal sealed class CaseActs(DeskCase work, OfficerActs officers)
{
    public IEnumerable<DeskRoute> Routes() =>
    [
        Act<CaseAct.Begin>("begin", "Begins a case for the ticket at the desk, or without one. queue/next does it by itself."),
        Act<CaseAct.Identify>("identify", "Identifies by what was typed; nothing at all for one with neither papers nor a number."),
        Act<CaseAct.IdentifyMrz>("identify-mrz", "Identifies by the lines of the card's back."),
        Act<CaseAct.IdentifyEntry>("identify-entry", "Identifies by a person of the worklist."),
        Act<CaseAct.AcceptIdentity>("accept-identity", "What was read is right: the step is sealed."),
        Act<CaseAct.Phone>("phone", "The phone number, or why there is none."),
        Act<CaseAct.ChooseFinger>("choose-finger", "This finger first. ISO/IEC 19794-4: 1 to 5 right thumb to little finger, 6 to 10 left."),
        DeskRoute.Post<ExceptFingerBody>("case/except-finger", "This finger cannot be taken. Needs a second officer.", ExceptAsync),
        Act<CaseAct.TakePortrait>("take-portrait", "Takes a picture; it is looked at before it counts."),
        DeskRoute.Post<AcceptPortraitBody>("case/accept-portrait", "The picture in hand counts. Lying down only with a reason and a second officer.", AcceptPortraitAsync),
        DeskRoute.Get($"case/portrait/{DeskRoute.Number}", "The picture in hand, by the number that the state tells.", PortraitAsync) with { Answers = "image/jpeg" },
        Act<CaseAct.PlayConsent>("play-consent", "Plays the question for consent again."),
        Act<CaseAct.Skip>("skip", "Leaves an optional step out."),
        Act<CaseAct.Redo>("redo", "Does a finished step again."),
        Act<CaseAct.ActivationFailed>("activation-failed", "An activation was tried and failed."),
        Act<CaseAct.Finish>("finish", "All steps are done: the record is made, the receipt printed, the ticket ended."),
        Act<CaseAct.Unable>("unable", "It cannot be done: a small record with the reason, and from when to try again where that is known."),
        Act<CaseAct.Cancel>("cancel", "Ends the case without a record; what was captured is deleted."),
    ];

    private DeskRoute Act<T>(string path, string says)
        where T : CaseAct => DeskRoute.Post<T>($"case/{path}", says, DoAsync);

    private async Task DoAsync(DeskCall call, CaseAct act)
    {
        // Whoever goes away meanwhile has asked for it all the same.
        var answer = await work.DoAsync(act, call.Officer, CancellationToken.None);
        if (answer.Problem is { } problem) await call.RefuseAsync(StatusCodes.Status409Conflict, $"case-{problem}", answer.Text ?? problem);
        else await call.AnswerAsync(new { Done = true });
    }

    private async Task ExceptAsync(DeskCall call, ExceptFingerBody body)
    {
        using var second = await officers.VouchAsync(call, body.Second);
        if (second is not null) await DoAsync(call, new CaseAct.ExceptFinger(body.Position, body.Permanent, body.Reason, second));
    }

    private async Task AcceptPortraitAsync(DeskCall call, AcceptPortraitBody body)
    {
        SignedIn? second = null;
        if (body.Second is { } named && (second = await officers.VouchAsync(call, named)) is null) return;
        using (second) await DoAsync(call, new CaseAct.AcceptPortrait(body.LyingReason, second));
    }

    private async Task PortraitAsync(DeskCall call)
    {
        if (work.Preview(call.Number) is not { } jpeg)
        {
            await call.RefuseAsync(StatusCodes.Status404NotFound, "not-here", "that picture is not in hand any more");
            return;
        }
        call.Context.Response.ContentType = "image/jpeg";
        call.Context.Response.ContentLength = jpeg.Length;
        await call.Context.Response.Body.WriteAsync(jpeg, call.Aborted);
    }
}

/// <summary>A finger that cannot be taken.</summary>
internal sealed record ExceptFingerBody(int Position, bool Permanent, string Reason, SecondBody Second);

/// <summary>The picture counts.</summary>
internal sealed record AcceptPortraitBody(string? LyingReason = null, SecondBody? Second = null);
