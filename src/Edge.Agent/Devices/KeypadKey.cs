namespace Edge.Agent.Devices;

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
