using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;

namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>A paper that somebody stands and waits for.</summary>
public sealed class AskedPaperTests : IDisposable
{
    private readonly PrintBench _bench = new();
    private readonly AskedPaper _paper;

    public AskedPaperTests()
    {
        _paper = new AskedPaper("signal", dots => new Raster(dots, 1), _bench.Status, _bench.Time);
        _bench.Status.Saw(DeviceState.Ready, PrinterStatus.Ready);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Several_who_ask_at_once_get_one_paper()
    {
        var (one, two) = (_paper.PrintAsync(Token), _paper.PrintAsync(Token));
        _paper.Printed(_paper.Next()!);
        Assert.All(await Task.WhenAll(one, two), Assert.True);
        Assert.Null(_paper.Next());
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_goes_away_takes_nothing_from_who_stays_and_the_last_takes_the_paper_back()
    {
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (one, two) = (_paper.PrintAsync(leaves.Token), _paper.PrintAsync(Token));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.NotNull(_paper.Next());
        _bench.Status.Saw(DeviceState.Ready, PrinterStatus.PaperOut);
        Assert.False(await two);
        Assert.Null(_paper.Next());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_paper_that_does_not_come_out_in_time_is_given_up()
    {
        var asked = _paper.PrintAsync(Token);
        var given = _paper.Next()!;
        _bench.Time.Advance(TimeSpan.FromSeconds(41));
        Assert.False(await asked);
        Assert.Null(_paper.Next());
        // It comes out all the same, late: nobody waits, and the next one is another.
        _paper.Printed(given);
        Assert.False(_paper.PrintAsync(Token).IsCompleted);
        Assert.NotEqual(given.Id, _paper.Next()!.Id);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_printer_that_cannot_print_is_not_waited_for()
    {
        _bench.Status.Saw(DeviceState.Ready, PrinterStatus.CoverOpen);
        Assert.False(await _paper.PrintAsync(Token));
        Assert.Null(_paper.Next());
    }

    public void Dispose() => _bench.Dispose();
}
