using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Desk;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Speech;

namespace Edge.Agent.Kiosk;

/// <summary>Takes what people do, in order, and what clients ask in between. It waits for the disk and for nothing else.</summary>
internal sealed class KioskLoop(KioskIntake intake, QueueService office, KioskSettings settings, KioskSpeech speech, SceneBoard scenes,
    LinkMeterMode meter, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan PressShows = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CallShows = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RefusalShows = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerShows = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HintShows = TimeSpan.FromSeconds(4);
    private readonly DeviceEvents _events = intake.Events;
    private readonly KioskInbox _inbox = intake.Inbox;
    private readonly CitizenPanel _panel = new(settings);
    private readonly OfficerPad _pad = new(settings);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        scenes.Update(s => s with { Queue = office.State });
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            Task? pressed = null, asked = null;
            while (true)
            {
                while (TakeOne()) stoppingToken.ThrowIfCancellationRequested();
                pressed ??= _events.Reader.WaitToReadAsync(stoppingToken).AsTask();
                asked ??= _inbox.Reader.WaitToReadAsync(stoppingToken).AsTask();
                var first = await Task.WhenAny(pressed, asked);
                await first;
                if (pressed.IsCompleted) pressed = null;
                if (asked.IsCompleted) asked = null;
            }
        }
        finally
        {
            _inbox.Close();
        }
    }

    /// <summary>One press and one wish, where there are such; false where there is neither.</summary>
    internal bool TakeOne()
    {
        var pressed = _events.Reader.TryRead(out var what);
        if (pressed) Take(what!);
        var asked = _inbox.Reader.TryRead(out var wish);
        if (asked) wish!.Answer.TrySetResult(Do(wish.Wish));
        return pressed || asked;
    }

    private void Take(DeviceEvent what)
    {
        if (intake.Takers.Any(t => t.Take(what, _panel.Language(time.Steady())))) return;
        switch (what)
        {
            case ButtonPressed press: Take(press); break;
            case KeyPressed key: Take(key); break;
            default: break; // a code that nobody waits for
        }
    }

    private void Take(ButtonPressed press)
    {
        var now = time.Steady();
        // The first light comes before anything is durable: it says "felt", not "done", and stays as long as the disk takes.
        scenes.Update(s => s with { PressUntil = now + LongestWork });
        Answer(press, now);
        scenes.Update(s => s with { PressUntil = now + PressShows });
    }

    private void Answer(ButtonPressed press, TimeSpan now)
    {
        var answer = _panel.Press(press, now);
        var language = _panel.Language(now);
        if (answer is { Saying: PanelSaying.Nothing, Wish: null }) return;
        speech.Felt(language, now);
        if (!office.State.IsOpen && answer.Wish is null)
        {
            // Nothing that a button chooses now comes to anything.
            _panel.ForgetChoice();
            speech.Closed(language, now, named: answer.Saying == PanelSaying.Language);
            return;
        }
        scenes.Update(s => s with { ChosenUntil = _panel.ChosenUntil });
        switch (answer.Saying)
        {
            case PanelSaying.Language: speech.Welcome(language, now, named: true); break;
            case PanelSaying.Again: speech.Again(language, now); break;
            case PanelSaying.Priority: speech.PriorityLane(language, now); break;
            case PanelSaying.Household: speech.Household(_panel.People(now), language, now); break;
            default: break;
        }
        if (answer.Wish is null) return;
        if (Do(answer.Wish).Verdict is Refusal refusal)
        {
            scenes.Update(s => s with { RefusedUntil = now + RefusalShows });
            speech.Refuse(refusal.Kind, language, now);
            return;
        }
        _panel.BeginAnew();
        scenes.Update(s => s with { ChosenUntil = _panel.ChosenUntil });
    }

    private void Take(KeyPressed key)
    {
        var now = time.Steady();
        var answer = _pad.Press(key.Key, now, office.State);
        if (answer.LinkMeter) meter.Toggle();
        var result = answer.Wish is { } wish ? Do(wish).Verdict : null;
        if (answer.Refused || result is Refusal) speech.RefuseOfficer();
        var hint = result is { } verdict ? HintOf(verdict) : answer.LinkMeter ? meter.IsOn ? Hints.MeterOn : Hints.MeterOff : answer.Hint;
        // A question stands as long as it can be answered, and an answer takes its place.
        if (hint is not null) scenes.Update(s => s with { Hint = hint, HintUntil = now + (answer.Asks ? settings.Options.SecondKeyWithin : result is Step || answer.LinkMeter ? AnswerShows : HintShows) });
    }

    private string HintOf(Verdict verdict) => verdict is Refusal refusal
        ? Hints.Of(refusal.Kind, office.State, settings.Options.RecallsBeforeNoShow)
        : Hints.Of((Step)verdict, settings.Options.RecallsBeforeNoShow);

    private OfficeAnswer Do(KioskCommand wish)
    {
        var answer = office.Do(wish);
        var now = time.Steady();
        switch (answer.Verdict)
        {
            case Step step when !answer.AlreadyDone:
                var calls = step.Kind is StepKind.Called or StepKind.Recalled;
                scenes.Update(s => s with { Queue = office.State, CallUntil = calls ? now + CallShows : s.CallUntil });
                speech.Tell(step, now);
                break;
            case Refusal { Kind: RefusalKind.StoreFull or RefusalKind.StoreFailed } refusal:
                scenes.Update(s => s with { StoreProblem = refusal.Text });
                break;
            default: break;
        }
        return answer;
    }
}
