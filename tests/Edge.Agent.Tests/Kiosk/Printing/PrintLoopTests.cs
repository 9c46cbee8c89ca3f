using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Kiosk.Printing;

public sealed class PrintLoopTests : IDisposable
{
    private readonly PrintBench _bench = new();

    [Fact]
    public async Task Papers_come_out_oldest_first_and_once()
    {
        for (var i = 1; i <= 5; i++) _bench.Papers.Add(i);
        await _bench.RunAsync();
        await _bench.RunAsync();
        Assert.Equal(Enumerable.Range(1, 5).Select(PaperPile.PictureOf), _bench.Printer.Whole);
        Assert.Equal((PaperState.Ready, 0), (_bench.Status.State, _bench.Papers.Waiting));
    }

    [Theory]
    [InlineData("PaperOut", "Out")]
    [InlineData("CoverOpen", "CoverOpen")]
    [InlineData("CoverOpen, PaperOut, Offline", "CoverOpen")]
    [InlineData("Cutter", "Cutter")]
    [InlineData("Error", "Error")]
    [InlineData("Offline", "Offline")]
    public async Task A_printer_that_cannot_print_is_sent_nothing_until_it_can(string fault, string state)
    {
        var changed = _bench.Status.Changed;
        _bench.Printer.Fault = Enum.Parse<PrinterStatus>(fault);
        _bench.Papers.Add(1);
        await _bench.RunAsync();
        Assert.Empty(_bench.Printer.Out);
        Assert.Equal((Enum.Parse<PaperState>(state), false, true), (_bench.Status.State, _bench.Status.Prints, changed.IsCompleted));
        _bench.Printer.Fault = default;
        await _bench.RunAsync();
        Assert.Equal([PaperPile.PictureOf(1)], _bench.Printer.Whole);
    }

    [Fact]
    public async Task A_printer_that_is_away_is_told_as_such_and_gets_its_papers_when_it_is_back()
    {
        _bench.Printer.Plugged = false;
        _bench.Papers.Add(1);
        await _bench.RunAsync();
        Assert.Equal(PaperState.Failed, _bench.Status.State);
        _bench.Printer.Plugged = true;
        await _bench.RunAsync();
        Assert.Equal([PaperPile.PictureOf(1)], _bench.Printer.Whole);
    }

    [Fact]
    public async Task A_paper_that_broke_off_comes_out_whole_once()
    {
        _bench.Papers.Add(1);
        _bench.Papers.Add(2);
        _bench.Printer.Rows = 30;
        await _bench.RunAsync();
        Assert.Equal([true, false], _bench.Printer.Out.Select(o => o.Whole));
        _bench.Printer.Rows = 1000;
        await _bench.RunAsync();
        Assert.Single(_bench.Printer.Whole); // not at once: see below
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        await _bench.RunAsync();
        Assert.Equal([PaperPile.PictureOf(1), PaperPile.PictureOf(2)], _bench.Printer.Whole);
    }

    [Fact]
    public async Task A_printer_that_is_ready_and_always_breaks_off_does_not_eat_the_roll()
    {
        _bench.Papers.Add(1);
        _bench.Printer.At = _ => throw new Agent.Devices.DeviceException("jammed, and it does not know");
        for (var second = 0; second < 3600; second++)
        {
            await _bench.RunAsync();
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var tries = _bench.Log.At(LogLevel.Warning).Count();
        Assert.InRange(tries, 20, 45); // 2, 4, 8 … seconds apart, then two minutes
        _bench.Printer.At = _ => { };
        _bench.Time.Advance(TimeSpan.FromMinutes(2));
        await _bench.RunAsync();
        Assert.Equal([PaperPile.PictureOf(1)], _bench.Printer.Whole);
    }

    [Fact]
    public async Task After_a_second_paper_that_was_taken_and_not_confirmed_the_printing_stops_and_says_which_setting_it_needs()
    {
        for (var i = 1; i <= 3; i++) _bench.Papers.Add(i);
        _bench.Printer.Silent = true;
        await HourAsync();
        Assert.Equal([PaperPile.PictureOf(1), PaperPile.PictureOf(1)], _bench.Printer.Whole);
        Assert.Equal((PaperState.Error, false), (_bench.Status.State, _bench.Status.Prints));
        Assert.Contains("Devices:Printer:Confirm", Assert.Single(_bench.Log.At(LogLevel.Error)), StringComparison.Ordinal);
        Assert.Contains("Devices:Printer:Confirm", _bench.Status.Read().ToString(), StringComparison.Ordinal);

        // Somebody switches it off and on; it is as before.
        await ReplugAsync();
        await HourAsync();
        Assert.Equal(4, _bench.Printer.Whole.Count());
        // And once more, with a printer that answers.
        _bench.Printer.Silent = false;
        await ReplugAsync();
        await HourAsync();
        Assert.Equal([1, 1, 1, 1, 1, 2, 3], _bench.Printer.Whole.Select(w => Enumerable.Range(1, 3).Single(n => PaperPile.PictureOf(n) == w)));
        Assert.Equal(PaperState.Ready, _bench.Status.State);

        async Task ReplugAsync()
        {
            _bench.Printer.Plugged = false;
            await _bench.RunAsync();
            _bench.Printer.Plugged = true;
        }

        async Task HourAsync()
        {
            for (var minute = 0; minute < 60; minute++)
            {
                await _bench.RunAsync();
                _bench.Time.Advance(TimeSpan.FromMinutes(1));
            }
        }
    }

    [Fact]
    public async Task With_another_setting_at_the_next_start_those_that_waited_come_out()
    {
        for (var i = 1; i <= 2; i++) _bench.Papers.Add(i);
        _bench.Printer.Silent = true;
        for (var minute = 0; minute < 9; minute++)
        {
            await _bench.RunAsync();
            _bench.Time.Advance(TimeSpan.FromMinutes(1));
        }
        _bench.Printer.Silent = false;
        _bench.Restart();
        await _bench.RunAsync();
        Assert.Equal(0, _bench.Papers.Waiting);
    }

    [Fact]
    public async Task A_paper_that_cannot_be_drawn_does_not_keep_the_others_waiting()
    {
        _bench.Papers.Add(new Paper("bad", _ => throw new InvalidOperationException("no picture")));
        _bench.Papers.Add(2);
        await _bench.RunAsync();
        Assert.Equal([PaperPile.PictureOf(2)], _bench.Printer.Whole);
        Assert.Contains("Paper bad cannot be drawn", Assert.Single(_bench.Log.At(LogLevel.Error)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_loop_wakes_for_a_paper_for_a_replug_and_for_a_fault_that_clears_by_itself()
    {
        _bench.Restart(TimeProvider.System);
        await _bench.Loop.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => _bench.Printer.Asked > 0);
        _bench.Papers.Add(1);
        await UntilAsync(() => _bench.Papers.Waiting == 0);
        _bench.Printer.Plugged = false;
        _bench.Printer.Signal();
        _bench.Papers.Add(2);
        await UntilAsync(() => _bench.Status.State == PaperState.Failed);
        _bench.Printer.Plugged = true;
        _bench.Printer.Signal();
        await UntilAsync(() => _bench.Papers.Waiting == 0);
        _bench.Printer.Fault = PrinterStatus.CoverOpen;
        _bench.Papers.Add(3);
        await UntilAsync(() => _bench.Status.State == PaperState.CoverOpen);
        _bench.Printer.Fault = default; // nobody says so: it is found by asking
        await UntilAsync(() => _bench.Papers.Waiting == 0);
        await _bench.Loop.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], _bench.Printer.Whole.Select(w => Enumerable.Range(1, 3).Single(n => PaperPile.PictureOf(n) == w)));
        Assert.False(_bench.Loop.ExecuteTask?.IsFaulted);
    }

    /// <summary>Paper-outs, covers, unplugs and crashes in any order: every paper comes out, and twice only by a crash in the one moment for which there is no cure.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_paper_comes_out_whole_and_once_whatever_happens(int seed)
    {
        var random = new Random(seed);
        var (given, excused, kills) = (0, 0, 0);
        void Strike(string moment)
        {
            if (random.Next(12) == 0 && moment == "begin") _bench.Printer.Plugged = false;
            if (random.Next(15) != 0) return;
            if (moment is "whole" or "note") excused++;
            kills++;
            throw new KilledException();
        }
        _bench.Printer.At = Strike;
        _bench.Papers.At = Strike;
        for (var step = 0; step < 700; step++)
        {
            if (random.Next(3) == 0) _bench.Papers.Add(++given);
            if (random.Next(20) == 0) _bench.Printer.Rows = random.Next(0, 100);
            _bench.Printer.Fault = random.Next(10) == 0 ? (PrinterStatus)random.Next(64) : default;
            _bench.Printer.Plugged = random.Next(10) != 0;
            if (_bench.Printer.Rows == 0 && random.Next(5) == 0) _bench.Printer.Rows = 2000;
            await LiveAsync();
            _bench.Time.Advance(TimeSpan.FromSeconds(random.Next(5)));
        }
        (_bench.Printer.At, _bench.Papers.At) = (_ => { }, _ => { });
        (_bench.Printer.Rows, _bench.Printer.Fault, _bench.Printer.Plugged) = (int.MaxValue, default, true);
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        await LiveAsync();

        var numbers = Enumerable.Range(1, given).ToDictionary(PaperPile.PictureOf);
        var times = _bench.Printer.Whole.CountBy(p => numbers[p]).ToDictionary();
        Assert.True(given > 150 && kills > 10 && _bench.Printer.Out.Exists(o => !o.Whole), $"{given} papers and {kills} crashes tell too little");
        Assert.Equal(Enumerable.Range(1, given), times.Keys.Order());
        Assert.InRange(times.Values.Sum() - given, 0, excused);
        Assert.Equal(_bench.Printer.Whole.Select(p => numbers[p]).Distinct(), Enumerable.Range(1, given));

        async Task LiveAsync()
        {
            try
            {
                await _bench.RunAsync();
            }
            catch (KilledException)
            {
                _bench.Restart();
            }
        }
    }

    public void Dispose() => _bench.Dispose();

    private static async Task UntilAsync(Func<bool> done)
    {
        while (!done()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
