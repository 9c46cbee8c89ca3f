using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>Reads the officer's keys. What would hurt by mistake takes two, and the second key only ever answers the first.</summary>
internal sealed class OfficerPad(KioskSettings settings)
{
    // No number is longer.
    private const int MostTyped = 5;

    private KeyMeaning _asked;
    private string _typed = "";
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
        if (asked != KeyMeaning.None) return asked == KeyMeaning.CallNumber ? Typed(key, now) : Second(asked, key, state.IsOpen);
        return same ? PadAnswer.Nothing : First(key, now, state);
    }

    private PadAnswer First(KeypadKey key, TimeSpan now, QueueState state)
    {
        var meaning = settings.Keys.GetValueOrDefault(key);
        if (meaning is KeyMeaning.Exception or KeyMeaning.PassOn && state.AtDesk is null) return new PadAnswer(Hint: Hints.NobodyAtDesk, Refused: true);
        // Whoever is left of a household would count as served.
        if (meaning is KeyMeaning.Next or KeyMeaning.Done && state.AtDesk is { Ended.Total: > 0 } household)
        {
            (_asked, _askedAt) = (meaning, now);
            return new PadAnswer(Hint: Hints.LeftOver(household.Left), Asks: true);
        }
        if (meaning is KeyMeaning.Household && state.AtDesk is null && !state.Waiting.Any()) return new PadAnswer(Hint: Hints.NobodyWaits, Refused: true);
        if (meaning is KeyMeaning.Day or KeyMeaning.Exception or KeyMeaning.PassOn or KeyMeaning.CallNumber or KeyMeaning.Household) (_asked, _askedAt, _typed) = (meaning, now, "");
        return meaning switch
        {
            KeyMeaning.Next => Wish(new KioskCommand.Next()),
            KeyMeaning.Recall => Wish(new KioskCommand.Recall()),
            KeyMeaning.NoShow => Wish(new KioskCommand.NoShow()),
            KeyMeaning.Done => Wish(new KioskCommand.Done()),
            KeyMeaning.Undo => Wish(new KioskCommand.Undo()),
            KeyMeaning.Priority => Wish(new KioskCommand.Mark(null, Priority: true)),
            KeyMeaning.Pause => Wish(new KioskCommand.Pause(!state.IsPaused)),
            KeyMeaning.PassOn => new PadAnswer(Hint: Hints.WhichService(settings.Services.Count), Asks: true),
            KeyMeaning.CallNumber => new PadAnswer(Hint: Hints.Typing(_typed), Asks: true),
            KeyMeaning.Household => new PadAnswer(Hint: Hints.HowMany, Asks: true),
            KeyMeaning.LinkMeter => new PadAnswer(LinkMeter: true),
            KeyMeaning.Day => new PadAnswer(Hint: state.IsOpen ? Hints.CloseAgain(state.PeopleWaiting) : Hints.OpenAgain, Asks: true),
            KeyMeaning.Exception => new PadAnswer(Hint: Hints.WhichReason(settings.Reasons.Select(r => r.Digit)), Asks: true),
            _ => PadAnswer.Nothing,
        };
    }

    // A wrong second key does nothing of its own: whoever expects a confirmation must not call somebody.
    private PadAnswer Second(KeyMeaning asked, KeypadKey key, bool isOpen)
    {
        if (asked == KeyMeaning.Day) return settings.Keys.GetValueOrDefault(key) == KeyMeaning.Day ? Wish(isOpen ? new KioskCommand.CloseDay() : new KioskCommand.OpenDay()) : new PadAnswer(Hint: Hints.Left);
        if (asked is KeyMeaning.Next or KeyMeaning.Done) return settings.Keys.GetValueOrDefault(key) == asked ? Wish(asked == KeyMeaning.Next ? new KioskCommand.Next() : new KioskCommand.Done()) : new PadAnswer(Hint: Hints.Left);
        if (key > KeypadKey.Digit9) return new PadAnswer(Hint: Hints.Left);
        if (asked == KeyMeaning.Household) return key == KeypadKey.Digit0 ? new PadAnswer(Hint: Hints.NoSuchReason) : Wish(new KioskCommand.Share(null, key - KeypadKey.Digit0));
        if (asked == KeyMeaning.PassOn) return settings.Services.ElementAtOrDefault(key - KeypadKey.Digit1) is { } service ? Wish(new KioskCommand.PassOn(Service: service.Id)) : new PadAnswer(Hint: Hints.NoSuchReason);
        return settings.Reasons.FirstOrDefault(r => r.Digit == key - KeypadKey.Digit0) is { } reason ? Wish(new KioskCommand.Except(reason.Id)) : new PadAnswer(Hint: Hints.NoSuchReason);
    }

    // The first digit is the service's place, the others are the number's.
    private PadAnswer Typed(KeypadKey key, TimeSpan now)
    {
        if (settings.Keys.GetValueOrDefault(key) == KeyMeaning.Next && _typed.Length > 1) return Wish(new KioskCommand.Next($"{_typed[0]}{_typed[1..].PadLeft(3, '0')}"));
        if (key > KeypadKey.Digit9 || _typed.Length == MostTyped) return new PadAnswer(Hint: Hints.Left);
        if (_typed.Length == 0 && settings.Services.ElementAtOrDefault(key - KeypadKey.Digit1) is not { } of) return new PadAnswer(Hint: Hints.NoSuchReason);
        _typed += _typed.Length == 0 ? settings.Services[key - KeypadKey.Digit1].Letter : (char)('0' + (key - KeypadKey.Digit0));
        (_asked, _askedAt) = (KeyMeaning.CallNumber, now);
        return new PadAnswer(Hint: Hints.Typing(_typed), Asks: true);
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
