using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Tests.Devices.Printer;

/// <summary>What every receipt printer does.</summary>
public abstract class PrinterContract : IDisposable
{
    private protected const int Dots = 384;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<IReceiptPrinter> OpenAsync();

    /// <summary>What is wrong with the printer from now on.</summary>
    private protected abstract void Break(PrinterStatus status);

    private protected abstract void Unplug();

    /// <summary>Papers that came out: rows of dots.</summary>
    private protected abstract IReadOnlyList<bool[][]> Papers { get; }

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(700)]
    public async Task A_picture_comes_out_dot_for_dot(int height)
    {
        using var printer = await OpenAsync();
        Assert.Equal(Dots, printer.Dots);
        var picture = Noise(height);
        await printer.PrintAsync(picture, Token);
        var paper = Assert.Single(Papers);
        Assert.Equal(height, paper.Length);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < Dots; x++) Assert.True(picture[x, y] == paper[y][x], $"dot {x},{y}");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Papers_come_out_one_by_one()
    {
        using var printer = await OpenAsync();
        for (var i = 1; i <= 3; i++) await printer.PrintAsync(Noise(i), Token);
        Assert.Equal([1, 2, 3], Papers.Select(p => p.Length));
    }

    [Theory(Timeout = 120_000)]
    [InlineData((int)PrinterStatus.Ready)]
    [InlineData((int)PrinterStatus.Offline)]
    [InlineData((int)PrinterStatus.CoverOpen)]
    [InlineData((int)PrinterStatus.PaperNearEnd)]
    [InlineData((int)PrinterStatus.PaperOut)]
    [InlineData((int)PrinterStatus.Cutter)]
    [InlineData((int)PrinterStatus.Error)]
    [InlineData((int)(PrinterStatus.Offline | PrinterStatus.CoverOpen | PrinterStatus.PaperNearEnd))]
    public async Task It_says_what_is_wrong(int status)
    {
        using var printer = await OpenAsync();
        Break((PrinterStatus)status);
        Assert.Equal((PrinterStatus)status, await printer.StatusAsync(Token));
        Break(PrinterStatus.Ready);
        Assert.Equal(PrinterStatus.Ready, await printer.StatusAsync(Token));
    }

    [Theory(Timeout = 120_000)]
    [InlineData((int)PrinterStatus.PaperOut)]
    [InlineData((int)PrinterStatus.CoverOpen)]
    [InlineData((int)PrinterStatus.Cutter)]
    public async Task What_a_stopped_printer_refuses_does_not_come_out_later(int status)
    {
        using var printer = await OpenAsync();
        Break((PrinterStatus)status);
        await Assert.ThrowsAsync<DeviceException>(() => printer.PrintAsync(Noise(10), Token));
        Break(PrinterStatus.Ready);
        await printer.PrintAsync(Noise(20), Token);
        Assert.Equal(20, Assert.Single(Papers).Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task Paper_that_is_nearly_used_up_is_printed_on()
    {
        using var printer = await OpenAsync();
        Break(PrinterStatus.PaperNearEnd);
        await printer.PrintAsync(Noise(10), Token);
        Assert.Single(Papers);
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so()
    {
        using var printer = await OpenAsync();
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => printer.StatusAsync(Token));
        await Assert.ThrowsAsync<DeviceException>(() => printer.PrintAsync(Noise(10), Token));
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Close();

    private protected static Raster Noise(int height)
    {
        var (picture, random) = (new Raster(Dots, height), new Random(height));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < Dots; x++) picture[x, y] = random.Next(3) == 0;
        }
        return picture;
    }
}
