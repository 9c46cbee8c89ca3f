using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;

namespace Edge.Agent.Tests.Devices.Display;

/// <summary>What every call display does.</summary>
public abstract class DisplayContract
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<ICallDisplay> OpenAsync();

    /// <summary>What people see in a row, without blanks at its end.</summary>
    private protected abstract string Row(int row);

    private protected abstract void Unplug();

    [Fact(Timeout = 120_000)]
    public async Task Lines_take_the_place_of_all_that_was_there()
    {
        using var display = await OpenAsync();
        Assert.Equal((20, 4), (display.Columns, display.Rows));
        await display.ShowAsync(new(["A001 -> 1", "", "third", "fourth"]), Token);
        Assert.Equal(["A001 -> 1", "", "third", "fourth"], Enumerable.Range(0, 4).Select(Row));
        await display.ShowAsync(new(["A002"]), Token);
        Assert.Equal(["A002", "", "", ""], Enumerable.Range(0, 4).Select(Row));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_too_long_is_cut()
    {
        using var display = await OpenAsync();
        await display.ShowAsync(new(["01234567890123456789XYZ", "2", "3", "4", "5"]), Token);
        Assert.Equal(["01234567890123456789", "2", "3", "4"], Enumerable.Range(0, 4).Select(Row));
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so_even_when_only_asked()
    {
        using var display = await OpenAsync();
        await display.ShowAsync(new(["A001"]), Token);
        await ((ICheckable)display).CheckAsync(Token);
        Assert.Equal("A001", Row(0));
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => ((ICheckable)display).CheckAsync(Token));
        await Assert.ThrowsAsync<DeviceException>(() => display.ShowAsync(new(["A002"]), Token));
    }
}
