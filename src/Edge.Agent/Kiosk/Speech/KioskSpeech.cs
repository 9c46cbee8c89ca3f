using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Kiosk.Speech;

/// <summary>Speaks to the people before the kiosk, and remembers what to say again.</summary>
/// <param name="voice">Says it.</param>
/// <param name="paperComes">Whether a ticket that is due now would come out.</param>
/// <param name="settings">The languages.</param>
internal sealed class KioskSpeech(IVoice voice, Func<bool> paperComes, KioskSettings settings)
{
    // A call is for everybody; as long as it may still sound, no button cuts it off.
    private static readonly TimeSpan CallSounds = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);
    private (string Language, IReadOnlyList<string> Phrases, TimeSpan At)? _last;
    private TimeSpan _callUntil;

    /// <summary>What a step of the queue lets people hear. It is durable.</summary>
    /// <param name="step">The step.</param>
    /// <param name="now">A time that only moves forward.</param>
    public void Tell(Step step, TimeSpan now)
    {
        switch (step)
        {
            case { Kind: StepKind.Called or StepKind.Recalled, Ticket: { } called }:
                _callUntil = now + CallSounds;
                voice.Say(called.Language, Words.Call(called, settings.DeskName(called.Desk)));
                break;
            case { Kind: StepKind.Given, Ticket: { } given }:
                Answer(given.Language, Words.Given(given, paperComes(), step.State.IsPaused), now);
                break;
            case { Kind: StepKind.Paused }:
                foreach (var language in Languages([.. step.State.Waiting])) voice.Say(language, [Phrase.Chime, Phrase.Pause]);
                break;
            case { Kind: StepKind.DayClosed }:
                foreach (var language in Languages(step.Changed)) voice.Say(language, [Phrase.Chime, Phrase.Closed]);
                break;
        }
    }

    /// <summary>A press was felt, and something will come of it: whatever was said to somebody before it makes room.</summary>
    public void Felt(string language, TimeSpan now)
    {
        if (now >= _callUntil) voice.Hush();
        voice.Say(language, [Phrase.Press]);
    }

    /// <summary>An officer's key came to nothing; the display says why.</summary>
    public void RefuseOfficer() => voice.Say(settings.Languages[0], [Phrase.Error]);

    public void Refuse(RefusalKind kind, string language, TimeSpan now) => Answer(language, Words.Refused(kind), now);

    public void Welcome(string language, TimeSpan now, bool named)
    {
        string[] name = named ? [Phrase.LanguageName] : [];
        Answer(language, [.. name, Phrase.Welcome], now);
    }

    /// <summary>No tickets are given now, whatever was pressed.</summary>
    public void Closed(string language, TimeSpan now, bool named)
    {
        string[] name = named ? [Phrase.LanguageName] : [];
        Answer(language, [.. name, Phrase.Closed], now);
    }

    public void PriorityLane(string language, TimeSpan now) => Answer(language, [Phrase.PriorityLane], now);

    public void Household(int people, string language, TimeSpan now) => Answer(language, Words.Household(people), now);

    /// <summary>The last answer once more; what the buttons do, where there was none lately.</summary>
    public void Again(string language, TimeSpan now)
    {
        if (_last is { } last && now - last.At < Remembered) Answer(last.Language, last.Phrases, now);
        else Welcome(language, now, named: false);
    }

    private void Answer(string language, IReadOnlyList<string> phrases, TimeSpan now)
    {
        voice.Say(language, phrases);
        _last = (language, phrases, now);
    }

    // Those who still waited hear it in their own languages; an empty room in the first one.
    private IEnumerable<string> Languages(IReadOnlyList<Ticket> closed) =>
        closed.Count == 0 ? [settings.Languages[0]] : settings.Languages.Where(l => closed.Any(t => t.Language == l));
}
