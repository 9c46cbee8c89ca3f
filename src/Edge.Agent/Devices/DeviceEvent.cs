namespace Edge.Agent.Devices;

/// <summary>Something a person did to the board.</summary>
internal abstract record DeviceEvent;

/// <summary>A button went down. <paramref name="At"/> is when that was told, by the kernel's monotonic clock.</summary>
internal sealed record ButtonPressed(string Button, TimeSpan At) : DeviceEvent;

/// <summary>A scanner read a code. It may name a citizen: never logged.</summary>
internal sealed record CodeScanned(string Code) : DeviceEvent
{
    /// <summary>Without what was read.</summary>
    public override string ToString() => $"{nameof(CodeScanned)} of {Code.Length} characters";
}

/// <summary>A key of the officer's keypad.</summary>
internal sealed record KeyPressed(KeypadKey Key) : DeviceEvent;

/// <summary>The keys of a numeric keypad.</summary>
internal enum KeypadKey
{
    Digit0,
    Digit1,
    Digit2,
    Digit3,
    Digit4,
    Digit5,
    Digit6,
    Digit7,
    Digit8,
    Digit9,
    Plus,
    Minus,
    Times,
    Divide,
    Point,
    Enter,
    Back,
}
