using System.Globalization;
using System.Text;
using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Enrolment.Receipts;
using Edge.Agent.Enrolment.Worklists;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Spool;
using Edge.Contracts;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment.Cases;

/// <summary>
/// Ends cases: the record first, then the ticket, then receipt and journal together with the case's own row. A crash between any
/// two of them repeats the rest at the next start; the case's id makes each step the same one.
/// </summary>
internal sealed class CaseEnding(CaseStore store, Custodian custodian, KioskInbox kiosk, ReceiptBook receipts, WorklistBook worklist, IVoice voice, IOptions<DevicesOptions> devices, IRecordIndex index)
{
    /// <summary>Unable and refused travel before everything that can wait.</summary>
    private const int Urgent = 1;

    /// <summary>All is captured: decides how it ends.</summary>
    public CaseAnswer Finish(CaseInHand c, string officer)
    {
        if (c.State.End is not null) return CaseAnswer.Done;
        if (c.Plan.Steps.Count == 0) return new CaseAnswer("service-gone", $"this desk has no service '{c.State.Service}' any more; end the case as unable, or cancel it");
        if (c.Current is { } step) return new CaseAnswer("not-done", $"the step {step} is not done");
        if (c.State.Find(CaseSteps.Consent)?.Part is null) return new CaseAnswer("consent-missing", "nothing is sent without consent");
        var outcome = c.Plan.Request ? "requested" : c.State.Done.Exists(d => d.IsException || d.Skipped) || c.State.Exceptions.Count > 0 ? "complete-with-exceptions" : "complete";
        var summary = CaseSummary.Of(c.State, c.Plan, devices.Value, store.Now(), officer);
        return Decide(c, new CaseEnd(outcome, null, summary, [.. c.State.Done.Where(d => d.Part is not null).Select(d => d.Step)], TicketState.Done, null) { By = officer });
    }

    /// <summary>It cannot be done. Who it is goes along where that is known, and nothing that was captured; whoever refuses is not even named.</summary>
    public CaseAnswer Unable(CaseInHand c, string reason, DateOnly? again, string officer)
    {
        if (c.State.End is not null) return CaseAnswer.Done;
        var summary = CaseSummary.Unable(c.State, store.Now(), officer, reason, again);
        string[] parts = reason != UnableReasons.Refused && c.State.Find(CaseSteps.Identify)?.Part is not null ? [CaseSteps.Identify] : [];
        return Decide(c, new CaseEnd($"unable-{reason}", Urgent, summary, parts, TicketState.Exception, reason) { By = officer });
    }

    /// <summary>Does what is left of an end that was decided. Safe to repeat.</summary>
    /// <exception cref="SpoolException">Something is left; it is done at the next try, or the next start.</exception>
    /// <exception cref="StuckCaseException">The record cannot be made, and the next try is not likely to; the case can be cancelled.</exception>
    public async Task CarryOutAsync(CaseState state, CancellationToken cancellationToken)
    {
        var end = state.End!;
        Accept(state, end);
        await EndTicketAsync(state, end.Ticket, end.Reason, end.By ?? state.Officer, cancellationToken);
        if (end.Ticket == TicketState.Done && state.Entry is { } entry) worklist.Tick(entry, state.Service);
        var receipt = receipts.Of(state);
        store.End(c =>
        {
            if (receipt is not null) SlipStore.Add(c, receipt);
        }, new JournalAct(end.By ?? state.Officer, end.Ticket == TicketState.Done ? "case-finished" : "case-unable", state.Id.ToString()));
        receipts.Tell();
        if (end.Ticket == TicketState.Done) voice.Say(state.Language, [Phrase.Thanks, .. receipt is null ? Array.Empty<string>() : [Phrase.TakeReceipt]]);
    }

    /// <summary>Ends it without a record. First the case, then its ticket: one that is still at the desk after a crash is seen, a case whose ticket has gone would not be. Of a household the officer sees one more left than there is.</summary>
    /// <param name="aside">Whether what was sealed of it is kept apart instead of deleted.</param>
    /// <exception cref="SpoolException">It has not ended.</exception>
    public void Cancel(CaseState state, string officer, bool aside)
    {
        if (aside) store.SetAside(state);
        store.End(_ => { }, new JournalAct(officer, aside ? "case-set-aside" : "case-cancelled", state.Id.ToString()));
    }

    /// <summary>Ends the ticket of a case that was cancelled.</summary>
    /// <exception cref="SpoolException">It has not ended.</exception>
    public Task CancelTicketAsync(CaseState state, string officer, CancellationToken cancellationToken) => EndTicketAsync(state, TicketState.Cancelled, null, officer, cancellationToken);

    // An end that is decided is carried out: what goes with it has to be there before.
    private CaseAnswer Decide(CaseInHand c, CaseEnd end)
    {
        foreach (var done in end.Parts.Select(step => c.State.Find(step)!))
        {
            try
            {
                store.Read(c.State, done.Part!);
            }
            catch (StuckCaseException e)
            {
                return new CaseAnswer("part-unreadable", $"{e.Message}; do the step {done.Step} again, or cancel the case");
            }
        }
        c.State = store.Save(c.State with { End = end }, new JournalAct(end.By!, "case-ending", c.State.Id.ToString()));
        return CaseAnswer.Done;
    }

    private void Accept(CaseState state, CaseEnd end)
    {
        // Taken at an earlier try: its parts are not needed any more.
        if (index.Find(state.Id) is { Damaged: false }) return;
        try
        {
            custodian.Accept(new Submission
            {
                Kind = state.Service,
                Outcome = end.Outcome,
                Priority = end.Priority,
                Id = state.Id,
                Officer = state.Officer,
                Fields = Encoding.UTF8.GetBytes(end.Summary),
                Attachments = [.. end.Parts.Select(step => state.Find(step)!).Select(d => new SubmittedAttachment($"{d.Step}.sealed", $"{Names.SealedPartType};key={d.Part!.Key}", store.Read(state, d.Part)))],
            });
        }
        catch (SubmissionException e)
        {
            throw new StuckCaseException($"case {state.Id} cannot become a record: {e.Message}", e);
        }
    }

    private async Task EndTicketAsync(CaseState state, TicketState how, string? reason, string officer, CancellationToken cancellationToken)
    {
        if (state.Ticket is null) return;
        var answer = await kiosk.AskAsync(new KioskCommand.End(state.Day, state.Ticket, how, reason, state.After) { Id = state.Id, By = officer }, cancellationToken);
        // A ticket that was ended by the keypad meanwhile is as it is.
        if (answer.Verdict is Refusal { Kind: RefusalKind.StoreFull or RefusalKind.StoreBusy or RefusalKind.StoreFailed } refusal) throw new SpoolException(string.Create(CultureInfo.InvariantCulture, $"ticket {state.Ticket} could not be ended: {refusal.Text}"));
    }
}

/// <summary>A case cannot become a record, and trying again is not likely to change it.</summary>
internal sealed class StuckCaseException(string message, Exception? inner = null) : SpoolException(message, inner);
