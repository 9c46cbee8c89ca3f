using System.Text;
using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Codes;

public sealed class VirtualScannerTests : CodeReaderContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override Task<ICodeReader> OpenAsync() => Task.FromResult(_board.Scanner.Open());

    private protected override void Scan(string code) => _board.Scan(code);

    private protected override void Unplug() => _board["scanner"].Plugged = false;

    private protected override void Close()
    {
    }
}

/// <summary>Over a real serial line.</summary>
public sealed class SerialCodeReaderTests : SerialScannerContract
{
    private readonly Pty _line = new();

    private protected override Task<ICodeReader> OpenAsync() => OnLane.RunAsync(() => SerialCodeReader.OpenAsync(new ScannerOptions { Driver = ScannerDriver.Serial, Device = _line.Path }, TimeProvider.System, Token));

    private protected override void Scan(string code) => _line.Say(Encoding.UTF8.GetBytes($"{code}\r"));

    private protected override void Unplug() => _line.Unplug();

    private protected override void Close() => _line.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Any_line_end_ends_a_code_and_empty_ones_are_none()
    {
        using var scanner = await OpenAsync();
        _line.Say("1\r\n2\n\r\n\r3\r"u8.ToArray());
        Assert.Equal(("1", "2", "3"), (await NextAsync(scanner), await NextAsync(scanner), await NextAsync(scanner)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_code_without_end_is_not_kept()
    {
        using var scanner = await OpenAsync();
        var waiting = NextAsync(scanner);
        for (var i = 0; i < 10; i++) _line.Say(Encoding.ASCII.GetBytes(new string('9', 2000)));
        Scan("9");
        Scan("1");
        Assert.Equal("1", await waiting);
    }
}

/// <summary>Over the bytes of the kernel's input layer.</summary>
public sealed class KeyedCodeReaderTests : CodeReaderContract
{
    private readonly Keyboard _keys = new();

    private protected override Task<ICodeReader> OpenAsync() => Task.FromResult<ICodeReader>(new KeyedCodeReader(_keys.Input));

    private protected override void Scan(string code)
    {
        _keys.Type(code);
        _keys.Press(Keyboard.Enter);
    }

    private protected override void Unplug() => _keys.Dispose();

    private protected override void Close() => _keys.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task All_that_a_us_keyboard_writes_comes_through()
    {
        using var scanner = await OpenAsync();
        var all = string.Concat(Enumerable.Range(33, 94).Select(c => (char)c));
        Scan(all);
        Assert.Equal(all, await NextAsync(scanner));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_code_that_broke_off_is_not_mixed_with_the_next()
    {
        using var scanner = await OpenAsync();
        _keys.Type("123");
        _keys.Pause(TimeSpan.FromSeconds(3));
        Scan("456");
        Assert.Equal("456", await NextAsync(scanner));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_code_of_which_keys_were_lost_is_none()
    {
        using var scanner = await OpenAsync();
        _keys.Type("123");
        _keys.Send(0, 3, 0); // SYN_DROPPED
        _keys.Type("456");
        _keys.Press(Keyboard.Enter);
        Scan("789");
        Assert.Equal("789", await NextAsync(scanner));
    }

    // As the kernel's buffer overflows while nobody reads: the beginning is lost, and with it the end of a shift.
    [Fact(Timeout = 120_000)]
    public async Task A_code_of_which_only_the_end_was_kept_is_none()
    {
        using var scanner = await OpenAsync();
        _keys.Send(1, 42, 1);
        _keys.Send(0, 3, 0);
        Scan("8");
        Scan("789");
        Assert.Equal("789", await NextAsync(scanner));
    }
}
