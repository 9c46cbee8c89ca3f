using Edge.Agent.Devices;
using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Input;
using Edge.Agent.Tests.Devices.Codes;

namespace Edge.Lab.Drivers;

/// <summary>A scanner that types, through the kernel's HID and input layers.</summary>
public sealed class HidScannerTests : CodeReaderContract
{
    // As slow USB devices are asked.
    private static readonly TimeSpan Scanner = TimeSpan.FromMilliseconds(10);
    private readonly HidKeyboard _keys = new(0x05e0, 0x1200, Scanner);

    private protected override Task<ICodeReader> OpenAsync() => Task.FromResult<ICodeReader>(new ListenedScanner(new KeyedCodeReader(InputFile.Open(_keys.Path))));

    private protected override void Scan(string code)
    {
        _keys.Type(code);
        _keys.PressEnter();
    }

    private protected override void Unplug() => _keys.Dispose();

    private protected override void Close() => _keys.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Its_keys_reach_nobody_else()
    {
        using var scanner = await OpenAsync();
        Assert.Contains("held by another program", Assert.Throws<DeviceException>(() => InputFile.Open(_keys.Path)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Plugged_in_again_it_is_found_by_its_id()
    {
        using (await OpenAsync()) Unplug();
        using var again = new HidKeyboard(0x05e0, 0x1200, Scanner);
        using var scanner = new ListenedScanner(new KeyedCodeReader(InputFile.Open(again.Path)));
        again.Type("42");
        again.PressEnter();
        Assert.Equal("42", await NextAsync(scanner));
    }
}

/// <summary>A numeric keypad, through the same.</summary>
public sealed class HidKeypadTests : KeypadContract
{
    // Keypad 0 to 9, then + - * / . Enter, and Backspace.
    private static readonly byte[] Usages = [0x62, 0x59, 0x5A, 0x5B, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x61, 0x57, 0x56, 0x55, 0x54, 0x63, 0x58, 0x2A];
    private readonly HidKeyboard _keys = new(0x04d9, 0xa02a, TimeSpan.FromMilliseconds(30));

    private protected override IKeypad Open() => new ListenedKeypad(new InputKeypad(InputFile.Open(_keys.Path)));

    private protected override void Press(KeypadKey key) => _keys.Press(Usages[(int)key]);

    private protected override void Unplug() => _keys.Dispose();

    private protected override void Close() => _keys.Dispose();
}
