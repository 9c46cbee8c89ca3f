using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Desk;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>From a press to what people hear and see.</summary>
public sealed class PressTests : IDisposable
{
    private readonly KioskBench _kiosk = new(new KioskOptions { Languages = ["vi", "hmn", "en"] });

    public PressTests() => _kiosk.Do(new KioskCommand.OpenDay());

    [Fact]
    public void A_button_gives_a_ticket_and_the_voice_says_its_number()
    {
        _kiosk.Press("account");
        Assert.Equal("B001", Assert.Single(_kiosk.State.Tickets).Number);
        Assert.Equal("vi: service.account your-number letter.b digit.0 digit.0 digit.1 no-paper", _kiosk.Voice.Heard[^1]);
    }

    [Fact]
    public void With_paper_in_the_printer_the_voice_says_to_take_it()
    {
        using var kiosk = new KioskBench(paper: true);
        kiosk.Do(new KioskCommand.OpenDay());
        kiosk.Press("account");
        Assert.Equal("vi: service.account your-number letter.b digit.0 digit.0 digit.1 take-paper", kiosk.Voice.Heard[^1]);
    }

    [Fact]
    public void Two_presses_within_the_time_of_one_give_one_ticket_by_the_kernels_time()
    {
        _kiosk.Press("card");
        _kiosk.Pass(0.4);
        _kiosk.Press("card");
        _kiosk.Pass(0.9);
        _kiosk.Press("card"); // drumming goes on
        Assert.Single(_kiosk.State.Tickets);
        Assert.Equal(["hush", "vi: tone.press", "vi: service.card your-number letter.a digit.0 digit.0 digit.1 no-paper"], _kiosk.Voice.Heard); // and cuts nothing off
        _kiosk.Press("account"); // another button is another wish
        _kiosk.Pass(1.1);
        _kiosk.Press("card");
        Assert.Equal(["A001", "B001", "A002"], _kiosk.State.Tickets.Select(t => t.Number));
    }

    [Fact]
    public void Presses_worked_off_late_still_count_by_when_they_happened()
    {
        for (var i = 0; i < 5; i++) _kiosk.Events.Post(new ButtonPressed("card", TimeSpan.FromSeconds(100 + i * 2)));
        while (_kiosk.Loop.TakeOne())
        {
        }
        Assert.Equal(5, _kiosk.State.Tickets.Count);
    }

    [Fact]
    public void The_language_button_goes_through_the_languages_and_the_next_citizen_begins_anew()
    {
        _kiosk.Press("language");
        Assert.Equal("hmn: language welcome", _kiosk.Voice.Heard[^1]);
        _kiosk.Press("language");
        Assert.Equal("en: language welcome", _kiosk.Voice.Heard[^1]);
        _kiosk.Press("language");
        _kiosk.Press("language");
        _kiosk.Press("card");
        _kiosk.Pass(5);
        _kiosk.Press("card");
        Assert.Equal(["hmn", "vi"], _kiosk.State.Tickets.Select(t => t.Language));
    }

    [Fact]
    public void A_language_nobody_uses_is_forgotten()
    {
        _kiosk.Press("language");
        _kiosk.Pass(61);
        _kiosk.Press("card");
        Assert.Equal("vi", Assert.Single(_kiosk.State.Tickets).Language);
    }

    [Fact]
    public void The_priority_button_holds_for_the_next_ticket_and_not_for_ever()
    {
        _kiosk.Press("priority");
        Assert.Equal("vi: priority-lane", _kiosk.Voice.Heard[^1]);
        _kiosk.Press("card");
        Assert.StartsWith("vi: service.card priority-lane your-number", _kiosk.Voice.Heard[^1], StringComparison.Ordinal);
        _kiosk.Pass(2);
        _kiosk.Press("card");
        _kiosk.Press("priority");
        _kiosk.Pass(21);
        _kiosk.Press("card");
        Assert.Equal([true, false, false], _kiosk.State.Tickets.Select(t => t.Priority));
    }

    [Fact]
    public void Again_says_the_last_answer_and_after_a_while_the_welcome()
    {
        _kiosk.Press("card");
        var said = _kiosk.Voice.Heard[^1];
        _kiosk.Pass(30);
        _kiosk.Press("again");
        Assert.Equal(said, _kiosk.Voice.Heard[^1]);
        _kiosk.Pass(121);
        _kiosk.Press("again");
        Assert.Equal("vi: welcome", _kiosk.Voice.Heard[^1]);
    }

    [Fact]
    public void While_the_day_is_closed_every_button_says_so()
    {
        _kiosk.Press("card");
        _kiosk.Do(new KioskCommand.CloseDay());
        foreach (var button in (string[])["again", "priority"])
        {
            _kiosk.Press(button);
            Assert.Equal("vi: closed", _kiosk.Voice.Heard[^1]);
        }
        _kiosk.Press("language");
        Assert.Equal("hmn: language closed", _kiosk.Voice.Heard[^1]);
        _kiosk.Do(new KioskCommand.OpenDay());
        _kiosk.Press("card");
        Assert.False(_kiosk.State.Tickets[^1].Priority); // the button came to nothing then
    }

    [Fact]
    public void A_question_stands_as_long_as_it_can_be_answered_and_the_answer_takes_its_place()
    {
        _kiosk.Press("card");
        Key(KeypadKey.Enter);
        Key(KeypadKey.Times);
        Assert.Equal("Vì sao?/Why? 1-6", Shown());
        _kiosk.Pass(7);
        Assert.Equal("Vì sao?/Why? 1-6", Shown());
        Key(KeypadKey.Digit6);
        Assert.Equal("A001 đã ghi/noted", Shown());
        _kiosk.Pass(2);
        Assert.Null(Shown());
        _kiosk.Press("card");
        _kiosk.Pass(2);
        _kiosk.Press("card");
        _kiosk.Pass(2);
        Key(KeypadKey.Divide);
        Assert.Equal("/ nữa: nghỉ, 2 chờ", Shown());
        Key(KeypadKey.Divide);
        Assert.Equal("Đã nghỉ, 2 về/left", Shown());
    }

    [Fact]
    public void The_keypad_passes_on_by_the_services_place()
    {
        Key(KeypadKey.Digit7);
        Assert.Equal(Hints.NobodyAtDesk, Shown());
        _kiosk.Press("card");
        Key(KeypadKey.Enter);
        Key(KeypadKey.Digit7);
        Assert.Equal("Chuyển/Pass to: 1-5", Shown());
        Key(KeypadKey.Digit5);
        Assert.Equal(("A001 chuyển/passed", "result", TicketState.Waiting), (Shown(), _kiosk.State.Find("A001")!.Service, _kiosk.State.Find("A001")!.State));
    }

    [Fact]
    public void The_keypad_calls_a_number_by_its_services_place_and_its_digits()
    {
        for (var i = 0; i < 3; i++)
        {
            _kiosk.Press("account");
            _kiosk.Pass(2);
        }
        Key(KeypadKey.Digit6);
        Key(KeypadKey.Digit2);
        Assert.Equal("Gọi số/Call: B", Shown());
        Key(KeypadKey.Digit3);
        Assert.Equal("Gọi số/Call: B3", Shown());
        Key(KeypadKey.Enter);
        Assert.Equal(("B003", "Gọi/Called B003"), (_kiosk.State.AtDesk!.Number, Shown()));
        Key(KeypadKey.Digit6);
        Key(KeypadKey.Digit9); // there is no ninth service
        Assert.Equal(Hints.NoSuchReason, Shown());
        Key(KeypadKey.Digit6);
        Key(KeypadKey.Digit1);
        Key(KeypadKey.Minus);
        Assert.Equal((Hints.Left, "B003"), (Shown(), _kiosk.State.AtDesk!.Number));
    }

    [Fact]
    public void The_pause_is_shown_and_spoken_and_so_it_is_to_whoever_comes_meanwhile()
    {
        _kiosk.Press("language");
        _kiosk.Press("card");
        Key(KeypadKey.Digit8);
        Assert.Equal("hmn: chime pause", _kiosk.Voice.Heard[^1]);
        Assert.Equal(["Nghỉ trưa / Lunch", "Đến/Until 13h30"], new DisplayText(_kiosk.Settings).Lines(_kiosk.Scenes.Current, _kiosk.Time.Elapsed, 20, 4).Lines.Take(2).Select(l => l.Trim()));
        _kiosk.Press("account");
        Assert.EndsWith("no-paper pause", _kiosk.Voice.Heard[^1], StringComparison.Ordinal);
        _kiosk.Pass(2);
        Key(KeypadKey.Digit8);
        Assert.Equal("Tiếp dân / Back", Shown());
        Assert.False(_kiosk.State.IsPaused);
    }

    [Fact]
    public void With_nobody_at_the_desk_no_reason_is_asked_for()
    {
        Key(KeypadKey.Times);
        Assert.Equal((Hints.NobodyAtDesk, "vi: tone.error"), (Shown(), _kiosk.Voice.Heard[^1]));
        _kiosk.Press("card");
        Key(KeypadKey.Enter);
        Key(KeypadKey.Digit6); // answers nothing
        Assert.Equal("A001", _kiosk.State.AtDesk!.Number);
    }

    [Fact]
    public void A_call_sounds_twice_in_the_citizens_language_and_no_button_cuts_it_off()
    {
        _kiosk.Press("language");
        _kiosk.Press("card");
        _kiosk.Press(KeypadKey.Enter);
        const string once = "call-number letter.a digit.0 digit.0 digit.1 to-desk digit.1";
        Assert.Equal($"hmn: chime {once} {once}", _kiosk.Voice.Heard[^1]);
        _kiosk.Press("again");
        Assert.DoesNotContain("hush", _kiosk.Voice.Heard[^3..]);
        _kiosk.Pass(20);
        _kiosk.Press("again");
        Assert.Equal(["hush", "vi: tone.press"], _kiosk.Voice.Heard[^3..^1]);
    }

    [Fact]
    public void Before_the_day_is_open_a_press_is_answered_that_it_is_closed()
    {
        _kiosk.Do(new KioskCommand.CloseDay());
        _kiosk.Press("card");
        Assert.Equal("vi: closed", _kiosk.Voice.Heard[^1]);
        Assert.True(_kiosk.Scenes.Current.RefusedUntil > _kiosk.Time.Elapsed);
    }

    [Fact]
    public void The_officers_keys_do_what_the_picture_says()
    {
        using var kiosk = new KioskBench(new KioskOptions { RecallsBeforeNoShow = 1 });
        kiosk.Press(KeypadKey.Divide);
        Assert.False(kiosk.State.IsOpen);
        kiosk.Press(KeypadKey.Divide);
        Assert.True(kiosk.State.IsOpen);
        for (var i = 0; i < 4; i++) kiosk.Give();
        kiosk.Press(KeypadKey.Point, KeypadKey.Enter);
        Assert.Equal("A004", kiosk.State.AtDesk!.Number);
        kiosk.Press(KeypadKey.Minus);
        Assert.Equal(("Gọi lại/Recall 0/1", "vi: tone.error"), (kiosk.Scenes.Current.Hint, kiosk.Voice.Heard[^1]));
        kiosk.Press(KeypadKey.Plus, KeypadKey.Minus, KeypadKey.Enter);
        Assert.Equal((TicketState.NoShow, "A001"), (kiosk.State.Find("A004")!.State, kiosk.State.AtDesk!.Number));
        kiosk.Press(KeypadKey.Times, KeypadKey.Digit3);
        Assert.Equal("cannot-read", kiosk.State.Find("A001")!.Reason);
        kiosk.Press(KeypadKey.Back, KeypadKey.Digit0);
        Assert.Equal(TicketState.Done, kiosk.State.Find("A001")!.State);
        kiosk.Press(KeypadKey.Digit9);
        Assert.True(kiosk.Meter.IsOn);
        kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        Assert.False(kiosk.State.IsOpen);
        Assert.Equal("vi: chime closed", kiosk.Voice.Heard[^1]);
    }

    [Fact]
    public void A_second_key_only_answers_the_first()
    {
        _kiosk.Give();
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Enter);
        Assert.Null(_kiosk.State.AtDesk);
        _kiosk.Press(KeypadKey.Divide);
        _kiosk.Pass(9);
        _kiosk.Press(KeypadKey.Divide);
        Assert.True(_kiosk.State.IsOpen);
        _kiosk.Press(KeypadKey.Enter); // answers the day's question, and takes it back
        _kiosk.Press(KeypadKey.Enter);
        Assert.Equal("A001", _kiosk.State.AtDesk!.Number);
        _kiosk.Press(KeypadKey.Times, KeypadKey.Digit8);
        Assert.Equal((Hints.NoSuchReason, "A001"), (_kiosk.Scenes.Current.Hint, _kiosk.State.AtDesk!.Number));
    }

    [Fact]
    public void Enter_pressed_twice_in_a_hurry_calls_one()
    {
        _kiosk.Give();
        _kiosk.Give();
        _kiosk.Events.Post(new KeyPressed(KeypadKey.Enter));
        _kiosk.Events.Post(new KeyPressed(KeypadKey.Enter));
        while (_kiosk.Loop.TakeOne())
        {
        }
        Assert.Equal("A001", _kiosk.State.AtDesk!.Number);
    }

    [Fact]
    public void Those_who_still_wait_at_closing_are_told_in_their_languages()
    {
        _kiosk.Give(language: "en");
        _kiosk.Give(language: "hmn");
        _kiosk.Give(language: "en");
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        Assert.Equal(["hmn: chime closed", "en: chime closed"], _kiosk.Voice.Heard[^2..]);
    }

    private string? Shown() => _kiosk.Time.Elapsed < _kiosk.Scenes.Current.HintUntil ? _kiosk.Scenes.Current.Hint : null;

    // Without the pause that other keys are given here.
    private void Key(KeypadKey key)
    {
        _kiosk.Events.Post(new KeyPressed(key));
        while (_kiosk.Loop.TakeOne())
        {
        }
    }

    public void Dispose() => _kiosk.Dispose();
}
