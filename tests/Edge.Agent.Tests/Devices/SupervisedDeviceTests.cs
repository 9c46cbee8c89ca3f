using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Supervision;
using Edge.Agent.Devices.Virtual;
using Edge.Hosting.Linux;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Devices;

public sealed class SupervisedDeviceTests
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Real = TimeSpan.FromSeconds(10);
    private readonly SteppedTime _time = new();
    private readonly VirtualBoard _board;
    private readonly DeviceEvents _events = new();
    private readonly DevicePlans _plans;

    public SupervisedDeviceTests()
    {
        _board = new VirtualBoard(_time);
        _plans = new DevicePlans(Options.Create(new DevicesOptions { Virtual = true }), _board, _events, new DeviceReadings(_time), new NoPainter(), new SysFiles(), _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_device_that_no_settings_name_is_absent_and_refuses_work_at_once()
    {
        await using var printer = new Supervised<IReceiptPrinter>(null, _time);
        await printer.Ran.WaitAsync(Real, Token);
        Assert.Equal(DeviceState.Absent, printer.Device.Status.State);
        Assert.False(await PrintAsync(printer));
        Assert.Empty(printer.Log.All);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_missing_device_is_shown_with_the_reason_and_comes_without_a_restart()
    {
        _board["printer"].Plugged = false;
        await using var printer = new Supervised<IReceiptPrinter>(_plans.Printer(), _time);
        await _time.MoveUntilAsync(() => printer.Device.Status.Reason!.Contains("unplugged", StringComparison.Ordinal), Shown);
        Assert.True(printer.Failed);
        Assert.False(await PrintAsync(printer));
        await _time.MoveAsync(TimeSpan.FromSeconds(10));
        Assert.Single(printer.Log.At(LogLevel.Warning));

        _board["printer"].Plugged = true;
        await _time.MoveUntilAsync(() => printer.Ready, Shown);
        Assert.Null(printer.Device.Status.Reason);
        Assert.True(await PrintAsync(printer));
        Assert.Single(_board.Printer.Papers);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_device_unplugged_while_nobody_uses_it_is_shown_within_five_seconds()
    {
        await using var printer = await ReadyAsync(_plans.Printer());
        _board["printer"].Plugged = false;
        await _time.MoveUntilAsync(() => printer.Failed, Shown);
        _board["printer"].Plugged = true;
        await _time.MoveUntilAsync(() => printer.Ready, Shown);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_device_that_stops_answering_is_shown_within_five_seconds()
    {
        await using var printer = await ReadyAsync(_plans.Printer());
        _board["printer"].Delay = Timeout.InfiniteTimeSpan;
        await _time.MoveUntilAsync(() => printer.Failed, Shown);
        Assert.Contains("within 2 s", printer.Device.Status.Reason, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task What_a_ready_device_says_of_itself_is_shown_within_five_seconds()
    {
        await using var printer = await ReadyAsync(_plans.Printer());
        var changed = printer.Device.Changed;
        _board.Printer.Status = PrinterStatus.PaperOut | PrinterStatus.CoverOpen;
        await _time.MoveUntilAsync(() => printer.Device.Status.Note == "paper-out+cover-open", Shown);
        Assert.True(changed.IsCompleted);
        Assert.True(printer.Ready);
        _board.Printer.Status = PrinterStatus.Ready;
        await _time.MoveUntilAsync(() => printer.Device.Status.Note is null, Shown);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_printer_that_hangs_in_write_costs_its_user_the_limit_and_no_more()
    {
        await using var printer = await ReadyAsync(_plans.Printer());
        _board["printer"].Delay = Timeout.InfiniteTimeSpan;
        var printing = PrintAsync(printer, TimeSpan.FromSeconds(2));
        await _time.MoveUntilAsync(() => printing.IsCompleted, TimeSpan.FromSeconds(2.2));
        Assert.False(await printing);
        await _time.MoveUntilAsync(() => printer.Failed, Shown);
        _board["printer"].Delay = TimeSpan.Zero;
        await _time.MoveUntilAsync(() => printer.Ready, TimeSpan.FromSeconds(10));
        Assert.True(await PrintAsync(printer));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_call_that_blocks_in_the_kernel_is_left_alone_and_only_so_many_threads_with_it()
    {
        using var stuck = new ManualResetEventSlim();
        var opened = 0;
        await using var printer = await ReadyAsync(new DevicePlan<IReceiptPrinter>(_ =>
        {
            Interlocked.Increment(ref opened);
            return Task.FromResult(_board.Printer.Open(576));
        }));
        for (var life = 1; life <= DeviceTimeouts.MostHanging; life++)
        {
            var using_ = printer.Device.TryUseAsync((_, _) =>
            {
                stuck.Wait(CancellationToken.None);
                return Task.CompletedTask;
            }, TimeSpan.FromSeconds(1), Token);
            await _time.MoveUntilAsync(() => using_.IsCompleted, TimeSpan.FromSeconds(2));
            Assert.False(await using_);
            if (life < DeviceTimeouts.MostHanging) await _time.MoveUntilAsync(() => printer.Ready && opened == life + 1, TimeSpan.FromSeconds(10));
        }
        await _time.MoveUntilAsync(() => printer.Device.Status.Reason?.Contains("hang in the kernel", StringComparison.Ordinal) == true, TimeSpan.FromSeconds(10));
        await _time.MoveAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((DeviceTimeouts.MostHanging, DeviceTimeouts.MostHanging), (opened, printer.Device.Hanging));
        Assert.False(await PrintAsync(printer));

        stuck.Set();
        await _time.MoveUntilAsync(() => printer.Ready, TimeSpan.FromSeconds(10));
        Assert.True(await PrintAsync(printer));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_speaker_that_never_returns_lets_its_user_go_at_once_and_is_opened_again()
    {
        await using var speaker = await ReadyAsync(_plans.Speaker());
        using var hush = new CancellationTokenSource();
        var saying = speaker.Device.TryUseAsync((_, _) => new TaskCompletionSource().Task, TimeSpan.FromMinutes(1), hush.Token);
        await hush.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saying.WaitAsync(Real, Token));
        Assert.True(speaker.Ready);
        await _time.MoveUntilAsync(() => speaker.Failed, TimeSpan.FromSeconds(2));
        await _time.MoveUntilAsync(() => speaker.Ready, TimeSpan.FromSeconds(10));
    }

    [Fact(Timeout = 180_000)]
    public async Task Cancelled_work_that_comes_back_costs_the_device_nothing()
    {
        await using var speaker = await ReadyAsync(_plans.Speaker());
        using var hush = new CancellationTokenSource();
        var saying = speaker.Device.TryUseAsync((_, token) => Task.Delay(Timeout.InfiniteTimeSpan, _time, token), TimeSpan.FromMinutes(1), hush.Token);
        await hush.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saying.WaitAsync(Real, Token));
        await _time.MoveAsync(Shown);
        Assert.True(speaker.Ready);
        Assert.True(await speaker.Device.TryUseAsync((_, _) => Task.CompletedTask, Shown, Token));
    }

    [Fact(Timeout = 180_000)]
    public async Task One_user_at_a_time_and_the_next_waits_no_longer_than_it_wants()
    {
        await using var printer = await ReadyAsync(_plans.Printer());
        var first = new TaskCompletionSource();
        var holding = printer.Device.TryUseAsync((_, _) => first.Task, TimeSpan.FromMinutes(1), Token);
        var impatient = PrintAsync(printer, TimeSpan.FromSeconds(1));
        var patient = PrintAsync(printer, TimeSpan.FromSeconds(30));
        await _time.MoveUntilAsync(() => impatient.IsCompleted, TimeSpan.FromSeconds(1.2));
        Assert.False(await impatient);
        Assert.False(patient.IsCompleted);
        Assert.Empty(_board.Printer.Papers);
        first.SetResult();
        Assert.True(await holding.WaitAsync(Real, Token));
        Assert.True(await patient.WaitAsync(Real, Token));
        Assert.True(printer.Ready);
    }

    [Fact(Timeout = 180_000)]
    public async Task Buttons_come_back_with_their_chip()
    {
        await using var gpio = await ReadyAsync(_plans.Gpio());
        await PressedAsync("ticket");
        _board["gpio"].Plugged = false;
        await _time.MoveUntilAsync(() => gpio.Failed, Shown);
        _board.Press("ticket");
        _board["gpio"].Plugged = true;
        await _time.MoveUntilAsync(() => gpio.Ready, Shown);
        await PressedAsync("language");
        Assert.True(await gpio.Device.TryUseAsync((lines, _) =>
        {
            lines.Set("ready", true);
            return Task.CompletedTask;
        }, Shown, Token));
        Assert.True(_board.Gpio.Levels["ready"]);
    }

    // It opens in the moment in which it is given up.
    [Fact(Timeout = 180_000)]
    public async Task A_device_that_opens_too_late_is_closed_and_not_busy_for_ever()
    {
        var late = new TaskCompletionSource<Held>();
        var opened = 0;
        var held = new Held();
        await using var device = new Supervised<Held>(new DevicePlan<Held>(_ => opened++ == 0 ? late.Task : held.IsFree ? Task.FromResult(new Held()) : throw new DeviceException("busy")), _time);
        device.Log.Hearing = line =>
        {
            if (!line.Contains("did not open", StringComparison.Ordinal)) return;
            late.SetResult(held);
            // The thread that opens it needs a moment to bring it.
            new ManualResetEventSlim().Wait(TimeSpan.FromMilliseconds(200), Token);
        };
        await _time.MoveUntilAsync(() => device.Ready, TimeSpan.FromSeconds(10));
        Assert.True(held.IsFree);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_driver_with_a_fault_of_its_own_fails_its_device_and_says_so_loudly_once()
    {
        await using var printer = new Supervised<IReceiptPrinter>(new DevicePlan<IReceiptPrinter>(_ => throw new InvalidOperationException("broken driver")), _time);
        await _time.MoveUntilAsync(() => printer.Device.Status.Reason == "broken driver", Shown);
        await _time.MoveAsync(Shown);
        Assert.Single(printer.Log.At(LogLevel.Error));
        Assert.False(printer.Ran.IsCompleted);
    }

    [Fact(Timeout = 180_000)]
    public async Task Its_user_hears_of_a_fault_of_his_own()
    {
        await using var printer = await ReadyAsync(_plans.Printer());
        await Assert.ThrowsAsync<InvalidOperationException>(() => printer.Device.TryUseAsync((_, _) => throw new InvalidOperationException("mine"), Shown, Token));
        Assert.True(await PrintAsync(printer));
    }

    /// <summary>What only one can have open.</summary>
    private sealed class Held : IDisposable
    {
        public bool IsFree { get; private set; }

        public void Dispose() => IsFree = true;
    }

    private async Task PressedAsync(string button)
    {
        _board.Press(button);
        Assert.Equal(button, Assert.IsType<ButtonPressed>(await _events.Reader.ReadAsync(Token)).Button);
    }

    private async Task<Supervised<TPort>> ReadyAsync<TPort>(DevicePlan<TPort>? plan)
        where TPort : class, IDisposable
    {
        var device = new Supervised<TPort>(plan, _time);
        await _time.MoveUntilAsync(() => device.Ready, Shown);
        return device;
    }

    private static Task<bool> PrintAsync(Supervised<IReceiptPrinter> printer, TimeSpan? limit = null) =>
        printer.Device.TryUseAsync((port, token) => port.PrintAsync(new Raster(8, 1), token), limit ?? Shown, Token);

    /// <summary>A virtual board has no display that shows dots.</summary>
    private sealed class NoPainter : ILinePainter
    {
        public Raster Paint(DisplayLines lines, int width, int rowHeight, int rows) => throw new NotSupportedException();
    }
}
