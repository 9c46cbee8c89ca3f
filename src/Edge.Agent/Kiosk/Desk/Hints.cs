using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>What the display says to the officer: 20 letters, Vietnamese before English where both fit.</summary>
internal static class Hints
{
    public const string OpenAgain = "/ nữa: mở/open";
    public const string CloseAgain = "/ nữa: đóng/close";
    public const string WhichReason = "Lý do? Reason 0-9";
    public const string NoSuchReason = "Không có/No such key";
    public const string Left = "Đã bỏ/Left as it was";

    /// <summary>Why a wish was not done.</summary>
    public static string Of(RefusalKind kind, QueueState state, int recalls) => kind switch
    {
        RefusalKind.DayClosed => "Chưa mở/Day closed",
        RefusalKind.DayOpen => "Đang mở/Day is open",
        RefusalKind.NobodyWaits => "Hết/Nobody waits",
        RefusalKind.NobodyAtDesk => "Chưa gọi/None called",
        RefusalKind.RecallFirst => $"Gọi lại/Recall {state.AtDesk?.Recalls ?? 0}/{recalls}",
        RefusalKind.NothingToUndo => "Hết/Nothing to undo",
        RefusalKind.StoreFull => "Hết chỗ/Store full",
        RefusalKind.StoreBusy => "Bận, lại/Try again",
        RefusalKind.StoreFailed => "Lỗi lưu/Store failed",
        RefusalKind.SwitchingOff => "Pin yếu/Battery low",
        _ => "Không được/Not done",
    };

    /// <summary>What was taken back.</summary>
    public const string Undone = "Đã lùi/Step undone";

    /// <summary>The newest ticket went into the priority lane.</summary>
    public static string Marked(string number) => $"{number} ưu tiên/first";
}
