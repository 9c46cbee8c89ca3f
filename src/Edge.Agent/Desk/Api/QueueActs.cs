using Edge.Agent.Enrolment;
using Edge.Agent.Kiosk.Api;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Store;

namespace Edge.Agent.Desk.Api;

/// <summary>The queue from the desk. Calling somebody begins the case, so that the officer need not say the same twice.</summary>
internal sealed class QueueActs(KioskInbox inbox, QueueStore book, QueueView view, KioskSettings kiosk, DeskCase work)
{
    public IEnumerable<DeskRoute> Routes() =>
    [
        DeskRoute.Post<QueueBody>("queue/open", "Opens the service day.", (call, b) => AskAsync(call, new KioskCommand.OpenDay { Id = b.Id })),
        DeskRoute.Post<QueueBody>("queue/close", "Closes the service day. Not while a case is in hand.", (call, b) => WithoutCaseAsync(call, new KioskCommand.CloseDay { Id = b.Id })),
        DeskRoute.Post<NextBody>("queue/next", "Calls the next ticket, or the one of that number, and begins its case. Not while a case is in hand.", NextAsync),
        DeskRoute.Post<QueueBody>("queue/recall", "Calls the same number once more.", (call, b) => AskAsync(call, new KioskCommand.Recall { Id = b.Id })),
        DeskRoute.Post<QueueBody>("queue/no-show", "Nobody came: the ticket is put aside, and a case that was begun for it is cancelled. Not once a part of that case is finished.", (call, b) => DropAsync(call, new KioskCommand.NoShow { Id = b.Id })),
        DeskRoute.Post<QueueBody>("queue/done", "The ticket at the desk is served. Not while a case is in hand: that is finished.", (call, b) => WithoutCaseAsync(call, new KioskCommand.Done { Id = b.Id })),
        DeskRoute.Post<ReasonBody>("queue/exception", "The ticket at the desk ends without a record. Not while a case is in hand: say case/unable.", (call, b) => WithoutCaseAsync(call, new KioskCommand.Except(b.Reason) { Id = b.Id })),
        DeskRoute.Post<QueueBody>("queue/undo", "Takes the newest step of the queue back. Not once a part of the case in hand is finished.", (call, b) => DropAsync(call, new KioskCommand.Undo { Id = b.Id })),
        DeskRoute.Post<PriorityBody>("queue/priority", "Into the priority lane, or out of it; the newest ticket where no number is given.", (call, b) => AskAsync(call, new KioskCommand.Mark(b.Number, b.Priority) { Id = b.Id })),
        DeskRoute.Post<PassBody>("queue/pass", "The ticket at the desk, or the one of that number, waits again: for another service, another desk, or both. A case that was begun for it is cancelled, not once a part of it is finished.", (call, b) => DropAsync(call, new KioskCommand.PassOn(b.Number, b.Service, b.ToDesk) { Id = b.Id })),
        DeskRoute.Post<PauseBody>("queue/pause", "Officers go to lunch, or are back. Everybody keeps the place in the line.", (call, b) => AskAsync(call, new KioskCommand.Pause(b.On) { Id = b.Id })),
        DeskRoute.Post<TicketBody>("queue/ticket", "Gives a ticket, as the citizen's button does.", (call, b) => AskAsync(call, new KioskCommand.Give(b.Service, b.Priority, b.Language, b.People) { Id = b.Id })),
        DeskRoute.Post<HouseholdBody>("queue/household", "So many people share a ticket: the one at the desk, or the one of that number. Their cases are done one after another, and each is counted.", (call, b) => AskAsync(call, new KioskCommand.Share(b.Number, b.People) { Id = b.Id })),
    ];

    private async Task NextAsync(DeskCall call, NextBody body)
    {
        if (await HasCaseAsync(call)) return;
        var answer = await inbox.AskAsync(new KioskCommand.Next(body.Number) { Id = body.Id, Desk = At(call) }, call.Aborted);
        // Next with nobody waiting ends the ticket at the desk; then there is nothing to begin.
        var begun = answer.Verdict is Step { Kind: StepKind.Called, Ticket: { } ticket } && work.Current() is null
            ? await work.DoAsync(new CaseAct.Begin(ticket.Service, ticket.Number, ticket.Language), call.Officer, CancellationToken.None)
            : null;
        await AnswerAsync(call, answer, begun);
    }

    private async Task DropAsync(DeskCall call, KioskCommand wish)
    {
        // Whoever came this far was here, and what is sealed is not thrown away by a step of the queue.
        if (Case(call) is { } view && (view.Steps.Any(s => s.State == StepState.Done) || (wish is KioskCommand.Undo && EndedAnother(view)))) await RefuseCaseAsync(call, view);
        else await DroppingAsync(call, wish);
    }

    // The newest step was about another person of the household, whose record is made.
    private bool EndedAnother(CaseView view) => book.Current.Undo?.Tickets.Any(t => t.Number == view.Ticket && t.State == TicketState.AtDesk) == true;

    private async Task WithoutCaseAsync(DeskCall call, KioskCommand wish)
    {
        if (!await HasCaseAsync(call)) await AskAsync(call, wish);
    }

    private async Task DroppingAsync(DeskCall call, KioskCommand wish)
    {
        var of = Case(call);
        var answer = await inbox.AskAsync(wish with { Desk = At(call) }, call.Aborted);
        // The keypad may have called another meanwhile: what became of that one is not about this case.
        var gone = answer.Verdict is Step step && of?.Ticket is { } ticket && step.Changed.Any(t => t.Number == ticket) && !book.Current.AtDesks.Any(t => t.Number == ticket);
        await AnswerAsync(call, answer, gone ? await work.DoAsync(new CaseAct.Cancel(), call.Officer, CancellationToken.None) : null);
    }

    private async Task AskAsync(DeskCall call, KioskCommand wish) => await AnswerAsync(call, await inbox.AskAsync(wish with { Desk = At(call) }, call.Aborted), null);

    private Task AnswerAsync(DeskCall call, OfficeAnswer answer, CaseAnswer? work)
    {
        if (answer.Verdict is Refusal refusal) return call.RefuseAsync(QueueEndpoint.Status(refusal.Kind), $"queue-{refusal.Kind}", refusal.Text);
        var step = (Step)answer.Verdict;
        return call.AnswerAsync(new { Step = step.Kind.ToString(), answer.AlreadyDone, Ticket = view.Ticket(step.Ticket?.Number), CaseProblem = work?.Problem, CaseText = work?.Text is { } text ? call.Words($"case-{work.Problem}", text) : null });
    }

    private int At(DeskCall call) => kiosk.DeskOf(call.Desk);

    private CaseView? Case(DeskCall call) => work.At(At(call), book.Current);

    private async Task<bool> HasCaseAsync(DeskCall call)
    {
        if (Case(call) is not { } view) return false;
        await RefuseCaseAsync(call, view);
        return true;
    }

    private static Task RefuseCaseAsync(DeskCall call, CaseView view) => call.RefuseAsync(StatusCodes.Status409Conflict, "case-in-hand",
        $"the case of {(view.Ticket is { } ticket ? $"ticket {ticket}" : "somebody without a ticket")} is in hand; finish it, say why it cannot be done (case/unable), or cancel it");
}

/// <summary>A wish of the queue. With an id of the client's it can be sent again safely.</summary>
internal sealed record QueueBody(Guid? Id = null);

internal sealed record NextBody(string? Number = null, Guid? Id = null);

internal sealed record ReasonBody(string Reason, Guid? Id = null);

internal sealed record PriorityBody(string? Number = null, bool Priority = true, Guid? Id = null);

internal sealed record PassBody(string? Number = null, string? Service = null, int? ToDesk = null, Guid? Id = null);

internal sealed record PauseBody(bool On = true, Guid? Id = null);

internal sealed record TicketBody(string Service, string? Language = null, bool Priority = false, int People = 1, Guid? Id = null);

internal sealed record HouseholdBody(int People, string? Number = null, Guid? Id = null);
