using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>Reads the officer's keys. What would hurt by mistake takes two, and the second key only ever answers the first.</summary>
internal sealed class OfficerPad(KioskSettings settings)
{
    private KeyMeaning _asked;
    private TimeSpan _askedAt;
    private KeypadKey? _last;
    private TimeSpan _lastAt;

    /// <param name="key">The key.</param>
    /// <param name="now">A time that only moves forward.</param>
    /// <param name="state">The queue: nothing is asked that has no answer.</param>
    public PadAnswer Press(KeypadKey key, TimeSpan now, QueueState state)
    {
        var asked = now - _askedAt <= settings.Options.SecondKeyWithin ? _asked : KeyMeaning.None;
        var same = _last == key && now - _lastAt < settings.Options.SamePress;
        (_asked, _last, _lastAt) = (KeyMeaning.None, key, now);
        if (asked != KeyMeaning.None) return Second(asked, key, state.IsOpen);
        return same ? PadAnswer.Nothing : First(key, now, state);
    }

    private PadAnswer First(KeypadKey key, TimeSpan now, QueueState state)
    {
        var meaning = settings.Keys.GetValueOrDefault(key);
        if (meaning == KeyMeaning.Exception && state.AtDesk is null) return new PadAnswer(Hint: Hints.NobodyAtDesk, Refused: true);
        if (meaning is KeyMeaning.Day or KeyMeaning.Exception) (_asked, _askedAt) = (meaning, now);
        return meaning switch
        {
            KeyMeaning.Next => Wish(new KioskCommand.Next()),
            KeyMeaning.Recall => Wish(new KioskCommand.Recall()),
            KeyMeaning.NoShow => Wish(new KioskCommand.NoShow()),
            KeyMeaning.Done => Wish(new KioskCommand.Done()),
            KeyMeaning.Undo => Wish(new KioskCommand.Undo()),
            KeyMeaning.Priority => Wish(new KioskCommand.Mark(null, Priority: true)),
            KeyMeaning.LinkMeter => new PadAnswer(LinkMeter: true),
            KeyMeaning.Day => new PadAnswer(Hint: state.IsOpen ? Hints.CloseAgain(state.Waiting.Count()) : Hints.OpenAgain, Asks: true),
            KeyMeaning.Exception => new PadAnswer(Hint: Hints.WhichReason(settings.Reasons.Keys), Asks: true),
            _ => PadAnswer.Nothing,
        };
    }

    // A wrong second key does nothing of its own: whoever expects a confirmation must not call somebody.
    private PadAnswer Second(KeyMeaning asked, KeypadKey key, bool isOpen)
    {
        if (asked == KeyMeaning.Day) return settings.Keys.GetValueOrDefault(key) == KeyMeaning.Day ? Wish(isOpen ? new KioskCommand.CloseDay() : new KioskCommand.OpenDay()) : new PadAnswer(Hint: Hints.Left);
        if (key > KeypadKey.Digit9) return new PadAnswer(Hint: Hints.Left);
        return settings.Reasons.TryGetValue(key - KeypadKey.Digit0, out var reason) ? Wish(new KioskCommand.Except(reason)) : new PadAnswer(Hint: Hints.NoSuchReason);
    }

    private static PadAnswer Wish(KioskCommand wish) => new(wish);
}

/// <summary>What a key came to.</summary>
/// <param name="Wish">What the officer wants; null where it is not known yet, or nothing of the queue.</param>
/// <param name="Hint">What the display says to the officer; null where there is nothing to say.</param>
/// <param name="LinkMeter">The link meter starts or stops beeping.</param>
/// <param name="Asks">The hint is a question, and waits for a second key.</param>
/// <param name="Refused">Nothing comes of the key.</param>
internal sealed record PadAnswer(KioskCommand? Wish = null, string? Hint = null, bool LinkMeter = false, bool Asks = false, bool Refused = false)
{
    public static PadAnswer Nothing { get; } = new();
}
