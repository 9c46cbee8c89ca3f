using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;
using Edge.Agent.Kiosk.Desk;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Tests.Kiosk;

public sealed class DisplayTests : IDisposable
{
    private readonly KioskBench _kiosk = new();
    private readonly DisplayText _text = Of("Xã Mường Lay");

    [Fact]
    public void The_display_tells_closed_open_called_and_out_of_order()
    {
        _kiosk.Scenes.Update(s => s with { Today = new DateOnly(2026, 11, 30) });
        Assert.Equal(["Đã nghỉ / Closed", "7h30-11h30 13h30-17h", "Xã Mường Lay", ""], Lines());
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        _kiosk.Press("card");
        Assert.Equal(["Mời bấm nút", "Press a button", "Xã Mường Lay", "Chờ/Waiting: 1"], Lines());
        _kiosk.Press(KeypadKey.Enter);
        Assert.Equal(["Xin mời số / Number", "A001", "", "Bàn/Desk 2  Chờ: 0"], Lines());
        Assert.Equal(1, _text.Lines(_kiosk.Scenes.Current, _kiosk.Time.Elapsed, 20, 4).Large);
        Assert.Equal(["A001 > 2"], Lines(rows: 1));
        _kiosk.Press(KeypadKey.Minus);
        Assert.Equal(["A001 > 2", "Gọi lại/Recall 0/3"], Lines(rows: 2));
        Assert.Equal(["Xin mời số / Number", "A001", "Bàn số / Desk 2", "Gọi lại/Recall 0/3"], Lines());
        Assert.Null(_text.Lines(_kiosk.Scenes.Current, _kiosk.Time.Elapsed, 20, 4).Large);
        _kiosk.Pass(5);
        Assert.Equal("Bàn/Desk 2  Chờ: 0", Lines()[3]);
        _kiosk.Press(KeypadKey.Digit0);
        _kiosk.Scenes.Update(s => s with { StoreProblem = "full" });
        Assert.Equal("Máy tạm ngừng", Lines()[0]);
    }

    // Settings typed on another system come with each mark apart, and with Eth for D with stroke.
    [Fact]
    public void A_name_in_another_spelling_stands_in_the_middle_all_the_same()
    {
        DisplayText[] spellings = [Of("Đồn Xã Mường Lay"), Of("\u00D0o\u0302\u0300n Xa\u0303 Mu\u031Bo\u031B\u0300ng Lay")];
        Assert.Single(spellings.Select(s => string.Join('\n', s.Lines(_kiosk.Scenes.Current, TimeSpan.Zero, 20, 4).Lines)).Distinct());
        Assert.Equal("  Đồn Xã Mường Lay", spellings[1].Lines(_kiosk.Scenes.Current, TimeSpan.Zero, 20, 4).Lines[2]);
    }

    [Fact]
    public void Digits_tell_the_number_and_no_words()
    {
        Assert.Equal([""], Lines(columns: 4, rows: 1));
        _kiosk.Scenes.Update(s => s with { StoreProblem = "full" });
        Assert.Equal(["Err"], Lines(columns: 4, rows: 1));
        _kiosk.Scenes.Update(s => s with { StoreProblem = null });
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        _kiosk.Press("card");
        Assert.Equal(["------"], Lines(columns: 6, rows: 1));
        _kiosk.Press(KeypadKey.Enter);
        Assert.Equal(["A001"], Lines(columns: 4, rows: 1));
        // Of a number that is too long its end tells people apart, not its beginning.
        _kiosk.Scenes.Update(s => s with { Queue = s.Queue with { Tickets = [.. s.Queue.Tickets.Select(t => t with { Number = "A1234" })] } });
        Assert.Equal(["1234"], Lines(columns: 4, rows: 1));
        Assert.Equal(["A1234"], Lines(columns: 6, rows: 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void There_are_never_more_lines_than_rows(int rows)
    {
        var scenes = new[] { new Scene(), new Scene { StoreProblem = "x" }, new Scene { Hint = "x", HintUntil = TimeSpan.MaxValue }, new Scene { Stick = StickState.Done, StickUntil = TimeSpan.MaxValue } };
        foreach (var scene in scenes) Assert.InRange(_text.Lines(scene, TimeSpan.Zero, 20, rows).Lines.Count, 1, rows);
    }

    [Fact]
    public void Every_word_to_the_officer_fits_a_line()
    {
        string[] words =
        [
            Hints.OpenAgain, Hints.CloseAgain(0), Hints.CloseAgain(123), Hints.MeterOn, Hints.MeterOff, Hints.NobodyAtDesk, Hints.WhichReason([1, 2, 3, 4, 5, 6]), Hints.WhichReason([0, 2, 4, 6, 8, 9]), Hints.WhichReason([7]), Hints.WhichReason([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), Hints.NoSuchReason, Hints.Left,
            .. Enum.GetValues<StepKind>().Select(k => Hints.Of(new Step(k, QueueState.Empty, [], Called), 3)), .. Enum.GetValues<StepKind>().Select(k => Hints.Of(new Step(k, QueueState.Empty, [.. Enumerable.Repeat(Called, 123)]), 3)),
            .. Enum.GetValues<RefusalKind>().Select(k => Hints.Of(k, QueueState.Empty, 10)),
        ];
        Assert.All(words, w => Assert.InRange(w.Length, 1, 20));
    }

    [Fact]
    public void A_fault_has_a_line_and_neither_the_call_nor_who_waits_makes_way_for_it()
    {
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        _kiosk.Press("card");
        _kiosk.Scenes.Update(s => s with { Faults = [new Fault("printer", "cutter-stuck")] });
        Assert.Equal(["Mời bấm nút", "Press a button", "Kẹt dao / Cutter", "Chờ/Waiting: 1"], Lines());
        Assert.Equal(["Mời bấm nút", "Kẹt dao / Cutter"], Lines(rows: 2));
        Assert.Equal(["Mời bấm nút"], Lines(rows: 1));
        _kiosk.Press(KeypadKey.Enter);
        Assert.Equal(["Xin mời số / Number", "A001", "Bàn số / Desk 2", "Kẹt dao / Cutter"], Lines());
        _kiosk.Scenes.Update(s => s with { Faults = [new Fault("printer", "paper-near-end")] });
        Assert.Equal("Bàn/Desk 2  Chờ: 0", Lines()[3]); // a notice is for the desk
        _kiosk.Scenes.Update(s => s with { Faults = [] });
        Assert.Equal("Bàn/Desk 2  Chờ: 0", Lines()[3]);
    }

    [Fact]
    public void Of_several_faults_each_has_its_turn()
    {
        var scene = new Scene { Faults = [new Fault("printer", "paper-out"), new Fault("scanner", "failed")] };
        Assert.Equal(["Hết giấy / Paper out", "Mất máy quét/Scanner", "Hết giấy / Paper out"], Enumerable.Range(0, 3).Select(i => _text.Lines(scene, TimeSpan.FromSeconds(2 * i), 20, 4).Lines[2].Trim()));
        Assert.Equal(TimeSpan.FromSeconds(2), scene.NextChange(TimeSpan.FromSeconds(1)));
        Assert.Null((scene with { Faults = [new Fault("printer", "paper-out")] }).NextChange(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(true, true, 3, "Đo sóng / Signal|Sóng/Signal: 3/4|")]
    [InlineData(true, false, 3, "Đo sóng / Signal|Sóng/Signal: 3/4|Mất loa / No speaker")]
    [InlineData(false, true, null, "Đo sóng / Signal|Thiếu modem/No modem|")]
    public void The_link_meter_says_that_it_is_on_and_what_it_lacks(bool modem, bool speaker, int? bars, string lines)
    {
        var scene = new Scene { MeterUntil = TimeSpan.FromMinutes(1), HasModem = modem, HasSpeaker = speaker, Bars = bars };
        Assert.Equal(lines, string.Join('|', _text.Lines(scene, TimeSpan.Zero, 20, 4).Lines.Take(3).Select(l => l.Trim())));
        Assert.DoesNotContain("Đo sóng", string.Join('|', _text.Lines(scene, TimeSpan.FromMinutes(2), 20, 4).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_differs_is_written_and_a_display_that_came_back_is_written_anew()
    {
        var display = new FakeDisplay();
        var device = new FakeDevice<ICallDisplay>(display);
        using var presenter = new DisplayPresenter(device, _text, _kiosk.Scenes, _kiosk.Time);
        for (var i = 0; i < 3; i++) await presenter.ShowAsync(new Scene(), TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Single(display.Shown);
        device.Become(DeviceState.Failed);
        Assert.False(await presenter.ShowAsync(new Scene(), TimeSpan.Zero, TestContext.Current.CancellationToken));
        device.Become(DeviceState.Ready);
        await presenter.ShowAsync(new Scene(), TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(2, display.Shown.Count);
    }

    [Theory]
    [InlineData("Nhà văn hoá thôn Tà Lủng", "Tà Lủng", 20, "Tà Lủng")]
    [InlineData("Nhà văn hoá thôn Tà Lủng", "", 20, "Nhà văn hoá thôn Tà Lủng")]
    [InlineData("Nhà văn hoá thôn Tà Lủng", "Tà Lủng", 40, "Nhà văn hoá thôn Tà Lủng")]
    [InlineData("Xã Mường Lay", "Lay", 20, "Xã Mường Lay")]
    public void The_short_name_stands_where_the_whole_one_has_no_room(string place, string shorter, int letters, string shown) =>
        Assert.Equal(shown, new KioskSettings(new KioskOptions { Place = place, PlaceShort = shorter }).PlaceFor(letters));

    public void Dispose() => _kiosk.Dispose();

    private static Ticket Called => new() { Day = 1, Number = "A1000", Ordinal = 1000, Service = "card", Language = "vi", Mark = "ABCDEF", Recalls = 10 };

    private static DisplayText Of(string place) => new(new KioskSettings(new KioskOptions { Place = place, Desk = "2", Hours = [Session(7, 30, 11, 30), Session(13, 30, 17, 0)] }));

    private static HoursOptions Session(int hour, int minute, int toHour, int toMinute) => new() { Days = Enum.GetValues<DayOfWeek>(), From = new TimeOnly(hour, minute), To = new TimeOnly(toHour, toMinute) };

    private List<string> Lines(int rows = 4, int columns = 20) => [.. _text.Lines(_kiosk.Scenes.Current, _kiosk.Time.Elapsed, columns, rows).Lines.Select(l => l.Trim())];
}
