using Edge.Agent.Devices;
using Edge.Agent.Devices.Finger;
using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Enrolment.Steps;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Kiosk.Desk;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;
using Edge.Hosting.Waiting;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Enrolment;

/// <summary>The case in hand: one citizen's way from the call to the record. One at a time, and one act at a time.</summary>
internal sealed partial class EnrolmentDesk : IDisposable
{
    private readonly CaseOpening _opening;
    private readonly StepTools _steps;
    private readonly CaseEnding _ending;
    private readonly OfficerDuty _duty;
    private readonly LastStep _last;
    private readonly ILogger<EnrolmentDesk> _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Signal _changed = new();
    private CaseInHand? _case;
    private volatile CaseView? _current;

    public EnrolmentDesk(CaseOpening opening, StepTools steps, CaseEnding ending, OfficerDuty duty, LastStep last, ILogger<EnrolmentDesk> logger)
    {
        (_opening, _steps, _ending, _duty, _last, _logger) = (opening, steps, ending, duty, last, logger);
        _case = opening.Resume();
        if (_case is not null) Show();
    }

    /// <summary>The case in hand; null where there is none.</summary>
    public CaseView? Current => _current;

    /// <summary>Completes at the next change of <see cref="Current"/> after the call.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Does it; durable on return.</summary>
    public Task<CaseAnswer> DoAsync(CaseAct act, SignedIn by, CancellationToken cancellationToken) => TurnAsync(() => ActAsync(act, by, cancellationToken), cancellationToken);

    /// <summary>The picture in hand as JPEG, for the officer's eyes; null where it is another or none. The caller does not keep it.</summary>
    public byte[]? Preview(long number)
    {
        // Not in turn: a camera takes seconds, and whoever looks would wait for them. A picture that is wiped meanwhile is blank in part.
        return _case?.Portrait is { } portrait && portrait.Number == number ? [.. portrait.Jpeg] : null;
    }

    /// <summary>A card, or a citizen's answer; what belongs to no step in hand is left alone.</summary>
    internal Task<CaseAnswer> TakeAsync(DeviceEvent what, CancellationToken cancellationToken) => TurnAsync(async () => (what, _case) switch
    {
        (CodeScanned scanned, { Current: CaseSteps.Identify } c) => _steps.Identify.Scan(c, scanned.Code, _duty.Current),
        (ButtonPressed { Button: CitizenPanel.YesButton } press, { Current: CaseSteps.Consent } c) => _steps.Consent.Yes(c, press.Button, Officer(c)),
        (ButtonPressed { Button: CitizenPanel.NoButton }, { Current: CaseSteps.Consent, Consent.MayAnswer: true } c) => await UnableAsync(c, UnableReasons.Refused, null, Officer(c), cancellationToken),
        _ => new CaseAnswer("wrong-step", "nobody waits for it"),
    }, cancellationToken);

    /// <summary>A finger's picture; it becomes the desk's, or is wiped.</summary>
    internal Task TakeAsync(Guid id, int position, FingerImage image, CancellationToken cancellationToken) => TurnAsync(() =>
    {
        if (_case is not { Current: CaseSteps.Fingers } c || c.State.Id != id || c.Fingers?.Current?.Position != position) image.Dispose();
        else _steps.Fingers.Take(c, image);
        return Task.FromResult(CaseAnswer.Done);
    }, cancellationToken);

    /// <summary>All fingers are taken: seals them.</summary>
    internal Task<CaseAnswer> CompleteFingersAsync(Guid id, CancellationToken cancellationToken) => TurnAsync(() => Task.FromResult(
        _case is { Current: CaseSteps.Fingers, Fingers.Current: null } c && c.State.Id == id ? _steps.Fingers.Complete(c, Officer(c)) : CaseAnswer.Done), cancellationToken);

    /// <summary>The sensor is not there, or is again.</summary>
    internal Task HintAsync(Guid id, string? hint, CancellationToken cancellationToken) => TurnAsync(() =>
    {
        if (_case is { Current: CaseSteps.Fingers } c && c.State.Id == id) c.Hint = hint;
        return Task.FromResult(CaseAnswer.Done);
    }, cancellationToken);

    /// <summary>How the consent's question was heard.</summary>
    internal Task HeardAsync(Guid id, int play, Hearing hearing, CancellationToken cancellationToken) => TurnAsync(() =>
    {
        if (_case is { Current: CaseSteps.Consent } c && c.State.Id == id) _steps.Consent.Heard(c, play, hearing);
        return Task.FromResult(CaseAnswer.Done);
    }, cancellationToken);

    /// <summary>Goes on with an end that was decided before the board went off.</summary>
    internal Task<CaseAnswer> CarryOnAsync(CancellationToken cancellationToken) =>
        TurnAsync(() => _case is { State.End: not null } c ? CarryOutAsync(c, cancellationToken) : Task.FromResult(CaseAnswer.Done), cancellationToken);

    /// <summary>What is to be done now without anybody's act; null where nothing is.</summary>
    internal LiveWork? Live()
    {
        _turn.Wait();
        try
        {
            if (_case is { } any && !_last.Allows(any.State.Id, any.Current)) return null;
            return _case is { Fingers: { } fingers, Current: CaseSteps.Fingers } f ? new LiveWork(f.State.Id, CaseSteps.Fingers, fingers.Current?.Position ?? 0)
                : _case is { Consent: { Heard: null } consent, Current: CaseSteps.Consent } c ? new LiveWork(c.State.Id, CaseSteps.Consent, consent.Play) { Language = c.State.Language }
                : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _case?.Dispose();
        _turn.Dispose();
    }

    private async Task<CaseAnswer> ActAsync(CaseAct act, SignedIn by, CancellationToken cancellationToken)
    {
        if (IsTooLate(act)) return new CaseAnswer("switching-off", "the battery is nearly empty and the board switches itself off; what is sealed is kept, go on once it is back");
        if (act is CaseAct.Begin begin) return Begin(begin, by);
        if (_case is not { } c) return new CaseAnswer("no-case", "no case is in hand; begin one");
        if (c.State.End is not null && !(c.IsStuck && act is CaseAct.Cancel))
        {
            return act is CaseAct.Finish or CaseAct.Unable ? await CarryOutAsync(c, cancellationToken) : new CaseAnswer("ending", "how this case ends is decided; finish it");
        }
        switch (act)
        {
            case CaseAct.Finish: return _ending.Finish(c, by.Id) is { Problem: not null } refused ? refused : await CarryOutAsync(c, cancellationToken);
            case CaseAct.Unable unable: return Problem(unable) ?? await UnableAsync(c, unable.Reason, unable.Again, by.Id, cancellationToken);
            case CaseAct.Cancel: return await CancelAsync(c, by.Id, cancellationToken);
            default: return await _steps.DoAsync(c, act, by, cancellationToken);
        }
    }

    private bool IsTooLate(CaseAct act) => act switch
    {
        // What ends a case is short, and gone on with after the next start: it may be decided to the last.
        CaseAct.Finish or CaseAct.Unable or CaseAct.Cancel => false,
        CaseAct.Begin => _last.IsLeaving,
        _ => _case is { } c && !_last.Allows(c.State.Id, c.Current),
    };

    private CaseAnswer Begin(CaseAct.Begin act, SignedIn by)
    {
        if (_case is { } open) return new CaseAnswer("case-open", $"the case of {(open.State.Ticket is { } ticket ? $"ticket {ticket}" : "somebody without a ticket")} is in hand; finish or end it first");
        var (begun, answer) = _opening.Begin(act, by);
        _case = begun;
        return answer;
    }

    private static CaseAnswer? Problem(CaseAct.Unable act)
    {
        if (!UnableReasons.All.TryGetValue(act.Reason, out var dated)) return new CaseAnswer("unknown-reason", $"reason is '{act.Reason}'; there are {string.Join(", ", UnableReasons.All.Keys)}");
        return act.Again is not null && !dated ? new CaseAnswer("no-date", $"no date goes with the reason {act.Reason}") : null;
    }

    private async Task<CaseAnswer> UnableAsync(CaseInHand c, string reason, DateOnly? again, string officer, CancellationToken cancellationToken)
    {
        if (reason != UnableReasons.Refused) _steps.Identify.SealAsKnown(c, officer);
        return _ending.Unable(c, reason, again, officer) is { Problem: not null } refused ? refused : await CarryOutAsync(c, cancellationToken);
    }

    private async Task<CaseAnswer> CancelAsync(CaseInHand c, string officer, CancellationToken cancellationToken)
    {
        _ending.Cancel(c.State, officer, aside: c.IsStuck);
        // From here on there is no case, whatever becomes of the ticket.
        Forget();
        try
        {
            await _ending.CancelTicketAsync(c.State, officer, cancellationToken);
            return CaseAnswer.Done;
        }
        catch (SpoolException e)
        {
            LogNotDone(e.Message);
            return new CaseAnswer("ticket-not-ended", $"the case is cancelled, and {e.Message}");
        }
    }

    private async Task<CaseAnswer> CarryOutAsync(CaseInHand c, CancellationToken cancellationToken)
    {
        try
        {
            c.IsStuck = false;
            await _ending.CarryOutAsync(c.State, cancellationToken);
        }
        catch (StuckCaseException)
        {
            c.IsStuck = true;
            throw;
        }
        Forget();
        return CaseAnswer.Done;
    }

    private void Forget()
    {
        _case?.Dispose();
        _case = null;
    }

    private string Officer(CaseInHand c) => _duty.Current?.Id ?? c.State.Officer;

    private async Task<CaseAnswer> TurnAsync(Func<Task<CaseAnswer>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        catch (SpoolException e)
        {
            LogNotDone(e.Message);
            return new CaseAnswer(e is SpoolFullException ? "store-full" : "store-failed", e.Message);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            LogNotDone(e.Message);
            var full = e is DiskException { IsFull: true } || e is SqliteException sqlite && SqliteFault.IsFull(sqlite);
            return new CaseAnswer(full ? "store-full" : "store-failed", $"the board's disk did not take it: {e.Message}");
        }
        finally
        {
            try
            {
                Show();
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private void Show()
    {
        try
        {
            if (_case is { } c) _steps.Enter(c);
        }
        finally
        {
            _current = _case?.View();
            _changed.Set();
        }
    }

    [LoggerMessage(LogLevel.Error, "The desk could not do what it was asked; nothing is lost: {Reason}")]
    private partial void LogNotDone(string reason);
}

/// <summary>Something the board does by itself in the step in hand.</summary>
/// <param name="Turn">Of fingers the position to be laid, 0 once all are taken; of the consent how often it was asked.</param>
internal sealed record LiveWork(Guid Case, string Step, int Turn)
{
    public string Language { get; init; } = "";
}
