using Edge.Agent.Devices;
using Edge.Agent.Devices.Codes;

namespace Edge.Agent.Tests.Devices.Codes;

/// <summary>What every scanner does.</summary>
public abstract class CodeReaderContract : IDisposable
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<ICodeReader> OpenAsync();

    /// <summary>Reads a code with the scanner.</summary>
    private protected abstract void Scan(string code);

    private protected abstract void Unplug();

    private protected abstract void Close();

    [Fact(Timeout = 120_000)]
    public async Task Codes_come_whole_and_in_order()
    {
        using var scanner = await OpenAsync();
        foreach (var code in (string[])["001190000018", "Ab-1/x Y;{}|", "7"])
        {
            Scan(code);
            Assert.Equal(code, await NextAsync(scanner));
        }
        Scan("1");
        Scan("2");
        Assert.Equal(("1", "2"), (await NextAsync(scanner), await NextAsync(scanner)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_code_read_while_somebody_waits_is_given_to_him()
    {
        using var scanner = await OpenAsync();
        var waiting = NextAsync(scanner);
        Assert.False(waiting.IsCompleted);
        Scan("12345");
        Assert.Equal("12345", await waiting);
    }

    [Fact(Timeout = 120_000)]
    public async Task Waiting_ends_when_it_is_cancelled_and_nothing_is_lost()
    {
        using var scanner = await OpenAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = OnLane.RunAsync(() => scanner.NextAsync(cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Scan("12345");
        Assert.Equal("12345", await NextAsync(scanner));
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so()
    {
        using var scanner = await OpenAsync();
        var waiting = NextAsync(scanner);
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => waiting);
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private protected static Task<string> NextAsync(ICodeReader scanner) => OnLane.RunAsync(() => scanner.NextAsync(Token));
}
