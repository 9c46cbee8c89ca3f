using Edge.Agent.Devices;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>What the keys do: the usual, with what the settings change of it. docs/kiosk.md has the picture.</summary>
internal static class KeyMap
{
    public static IReadOnlyDictionary<KeypadKey, KeyMeaning> Usual { get; } = new Dictionary<KeypadKey, KeyMeaning>
    {
        [KeypadKey.Enter] = KeyMeaning.Next,
        [KeypadKey.Plus] = KeyMeaning.Recall,
        [KeypadKey.Minus] = KeyMeaning.NoShow,
        [KeypadKey.Digit0] = KeyMeaning.Done,
        [KeypadKey.Times] = KeyMeaning.Exception,
        [KeypadKey.Divide] = KeyMeaning.Day,
        [KeypadKey.Back] = KeyMeaning.Undo,
        [KeypadKey.Point] = KeyMeaning.Priority,
        [KeypadKey.Digit9] = KeyMeaning.LinkMeter,
        [KeypadKey.Digit8] = KeyMeaning.Pause,
        [KeypadKey.Digit7] = KeyMeaning.PassOn,
        [KeypadKey.Digit6] = KeyMeaning.CallNumber,
        [KeypadKey.Digit5] = KeyMeaning.Household,
    };

    public static IReadOnlyDictionary<KeypadKey, KeyMeaning> Read(IReadOnlyDictionary<string, string> changes)
    {
        var map = new Dictionary<KeypadKey, KeyMeaning>(Usual);
        foreach (var (key, meaning) in changes) map[Key(key)!.Value] = Meaning(meaning)!.Value;
        return map;
    }

    public static IEnumerable<string> Problems(IReadOnlyDictionary<string, string> changes)
    {
        foreach (var (key, meaning) in changes)
        {
            if (Key(key) is null) yield return $"Kiosk:Keys:{key} is no key; keys are {string.Join(", ", Enum.GetNames<KeypadKey>())}";
            if (Meaning(meaning) is null) yield return $"Kiosk:Keys:{key} is '{meaning}'; it must be one of {string.Join(", ", Enum.GetNames<KeyMeaning>())}";
        }
    }

    private static KeypadKey? Key(string text) => Named<KeypadKey>(text);

    private static KeyMeaning? Meaning(string text) => Named<KeyMeaning>(text);

    // Numbers are no names, although the parser takes them.
    private static T? Named<T>(string text) where T : struct, Enum =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
