using Edge.Agent.Devices;
using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Codes;

public sealed class VirtualKeypadTests : KeypadContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override IKeypad Open() => _board.Keypad.Open();

    private protected override void Press(KeypadKey key) => _board.Key(key);

    private protected override void Unplug() => _board["keypad"].Plugged = false;

    private protected override void Close()
    {
    }
}

public sealed class InputKeypadTests : KeypadContract
{
    // KEY_KP0 to KEY_KP9, then KPPLUS, KPMINUS, KPASTERISK, KPSLASH, KPDOT, KPENTER, BACKSPACE.
    private static readonly ushort[] Codes = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73, 78, 74, 55, 98, 83, 96, 14];
    private readonly Keyboard _keys = new();

    private protected override IKeypad Open() => new InputKeypad(_keys.Input);

    private protected override void Press(KeypadKey key) => _keys.Press(Codes[(int)key]);

    private protected override void Unplug() => _keys.Dispose();

    private protected override void Close() => _keys.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_held_key_counts_once_and_other_keys_not_at_all()
    {
        using var keypad = Open();
        _keys.Press(Codes[5], repeats: 40);
        _keys.Press(69); // NUMLOCK
        _keys.Press(Codes[6]);
        Assert.Equal((KeypadKey.Digit5, KeypadKey.Digit6), (await NextAsync(keypad), await NextAsync(keypad)));
    }
}
