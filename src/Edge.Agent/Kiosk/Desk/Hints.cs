using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>What the display says to the officer: 20 letters, Vietnamese before English where both fit.</summary>
internal static class Hints
{
    private const int Letters = 20;

    public const string OpenAgain = "/ nữa: mở / open";
    public const string NoSuchReason = "Không có/No such key";
    public const string Left = "Đã bỏ/Left as it was";

    public const string NobodyWaits = "Không ai chờ/Nobody";
    public const string HowMany = "Mấy người/People 1-9";
    /// <summary>Before a household's ticket is ended for those who are left of it.</summary>
    public static string LeftOver(int left) => $"Còn {left}: bấm nữa/again";

    public const string NobodyAtDesk = "Chưa gọi/None called";

    /// <summary>Before the day is closed: how many would be sent away.</summary>
    public static string CloseAgain(int waiting) => waiting == 0 ? "/ nữa: nghỉ / close" : $"/ nữa: nghỉ, {waiting} chờ";

    /// <summary>Only the keys that have a reason are offered.</summary>
    public static string WhichReason(IEnumerable<int> digits)
    {
        var all = digits.Order().ToList();
        var keys = all.Count > 2 && all[^1] - all[0] == all.Count - 1 ? $"{all[0]}-{all[^1]}" : string.Concat(all);
        return $"Vì sao?/Why? {keys}" is { Length: <= Letters } both ? both : $"Vì sao? {keys}";
    }

    /// <summary>Why a wish was not done.</summary>
    public static string Of(RefusalKind kind, QueueState state, int recalls) => kind switch
    {
        RefusalKind.DayClosed => "Chưa mở/Day closed",
        RefusalKind.DayOpen => "Đang mở/Day is open",
        RefusalKind.NobodyWaits => NobodyWaits,
        RefusalKind.NobodyAtDesk => NobodyAtDesk,
        RefusalKind.RecallFirst => $"Gọi lại/Recall {state.AtDesk?.Recalls ?? 0}/{recalls}",
        RefusalKind.NothingToUndo => "Không lùi được/Final",
        RefusalKind.UnknownTicket => "Không có số/No such",
        RefusalKind.NotCallable => "Đã xong/Not callable",
        RefusalKind.HouseholdBegun => "Làm nốt/Finish here",
        RefusalKind.TooMany => "Số người/People 1-9",
        RefusalKind.StoreFull => "Hết chỗ/Store full",
        RefusalKind.StoreBusy => "Bận, lại/Try again",
        RefusalKind.StoreFailed => "Lỗi lưu/Store failed",
        RefusalKind.SwitchingOff => "Pin yếu/Battery low",
        _ => "Không được/Not done",
    };

    /// <summary>What was done: no key stays without an answer, and no question on the display after it.</summary>
    public static string Of(Step step, int recalls) => (step.Kind, step.Ticket?.Number) switch
    {
        (StepKind.DayOpened, _) => "Tiếp dân / Day open",
        (StepKind.DayClosed, _) => step.Changed.Count == 0 ? "Đã nghỉ / Day closed" : $"Đã nghỉ, {step.Changed.Sum(t => t.People)} về/left",
        (StepKind.Called, { } number) => $"Gọi/Called {number}",
        (StepKind.Recalled, _) => $"Gọi lại/Recall {step.Ticket?.Recalls}/{recalls}",
        (StepKind.NoShow, { } number) => $"{number} vắng/no-show",
        (StepKind.Done or StepKind.Exception or StepKind.Cancelled, { } number) when step.Ticket is { State: TicketState.AtDesk } household => $"{number} còn/left {household.Left}/{household.People}",
        (StepKind.Shared, { } number) => $"{number} {step.Ticket!.People} người/people",
        (StepKind.Done, { } number) => $"{number} xong/done",
        (StepKind.Exception, { } number) => $"{number} đã ghi/noted",
        (StepKind.Marked, { } number) => $"{number} ưu tiên/first",
        (StepKind.PassedOn, { } number) => $"{number} chuyển/passed",
        (StepKind.Paused, _) => "Nghỉ trưa / Lunch",
        (StepKind.Resumed, _) => "Tiếp dân / Back",
        (StepKind.Undone, _) => "Đã hoàn tác/Undone",
        (_, { } number) => $"{number} đã/done",
        _ => "Đã làm / Done",
    };

    /// <summary>To which service; its digit is its place among the services.</summary>
    public static string WhichService(int services) => services == 1 ? "Chuyển/Pass to: 1" : $"Chuyển/Pass to: 1-{Math.Min(services, 9)}";

    /// <summary>The number as far as it is typed.</summary>
    public static string Typing(string typed) => $"Gọi số/Call: {typed}";

    public const string MeterOn = "Đo sóng: bật / on";
    public const string MeterOff = "Đo sóng: tắt / off";
}
