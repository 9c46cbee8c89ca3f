using Edge.Agent.Devices;
using Edge.Agent.Devices.Codes;

namespace Edge.Agent.Tests.Devices.Codes;

/// <summary>What every keypad does.</summary>
public abstract class KeypadContract : IDisposable
{
    private protected abstract IKeypad Open();

    private protected abstract void Press(KeypadKey key);

    private protected abstract void Unplug();

    private protected abstract void Close();

    [Fact(Timeout = 120_000)]
    public async Task Every_key_comes_in_order()
    {
        using var keypad = Open();
        foreach (var key in Enum.GetValues<KeypadKey>()) Press(key);
        foreach (var key in Enum.GetValues<KeypadKey>()) Assert.Equal(key, await NextAsync(keypad));
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so()
    {
        using var keypad = Open();
        var waiting = NextAsync(keypad);
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => waiting);
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private protected static Task<KeypadKey> NextAsync(IKeypad keypad) => OnLane.RunAsync(() => keypad.NextAsync(TestContext.Current.CancellationToken));
}
