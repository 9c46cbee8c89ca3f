using Edge.Agent.Devices.Input;

namespace Edge.Agent.Devices.Codes;

/// <summary>Which key of a keyboard is which key of the officer's keypad (linux/input-event-codes.h); a keyboard's upper row serves too.</summary>
internal static class KeypadKeys
{
    private static readonly Dictionary<ushort, KeypadKey> Keys = new()
    {
        [82] = KeypadKey.Digit0, [79] = KeypadKey.Digit1, [80] = KeypadKey.Digit2, [81] = KeypadKey.Digit3, [75] = KeypadKey.Digit4,
        [76] = KeypadKey.Digit5, [77] = KeypadKey.Digit6, [71] = KeypadKey.Digit7, [72] = KeypadKey.Digit8, [73] = KeypadKey.Digit9,
        [11] = KeypadKey.Digit0, [2] = KeypadKey.Digit1, [3] = KeypadKey.Digit2, [4] = KeypadKey.Digit3, [5] = KeypadKey.Digit4,
        [6] = KeypadKey.Digit5, [7] = KeypadKey.Digit6, [8] = KeypadKey.Digit7, [9] = KeypadKey.Digit8, [10] = KeypadKey.Digit9,
        [78] = KeypadKey.Plus, [74] = KeypadKey.Minus, [12] = KeypadKey.Minus, [55] = KeypadKey.Times, [98] = KeypadKey.Divide, [53] = KeypadKey.Divide,
        [83] = KeypadKey.Point, [52] = KeypadKey.Point, [96] = KeypadKey.Enter, [28] = KeypadKey.Enter, [14] = KeypadKey.Back,
    };

    /// <summary>The key that goes down by this event; null where none of ours does.</summary>
    public static KeypadKey? Of(InputEvent what) => what.IsPress && Keys.TryGetValue(what.Code, out var key) ? key : null;
}
