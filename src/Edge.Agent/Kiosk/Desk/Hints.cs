using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>What the display says to the officer: 20 letters, Vietnamese before English where both fit.</summary>
internal static class Hints
{
    private const int Letters = 20;

    public const string OpenAgain = "/ nữa: mở/open";
    public const string CloseAgain = "/ nữa: đóng/close";
    public const string NoSuchReason = "Không có/No such key";
    public const string Left = "Đã bỏ/Left as it was";

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
        RefusalKind.NobodyWaits => "Không ai chờ/Nobody",
        RefusalKind.NobodyAtDesk => "Chưa gọi/None called",
        RefusalKind.RecallFirst => $"Gọi lại/Recall {state.AtDesk?.Recalls ?? 0}/{recalls}",
        RefusalKind.NothingToUndo => "Không lùi được/Final",
        RefusalKind.StoreFull => "Hết chỗ/Store full",
        RefusalKind.StoreBusy => "Bận, lại/Try again",
        RefusalKind.StoreFailed => "Lỗi lưu/Store failed",
        RefusalKind.SwitchingOff => "Pin yếu/Battery low",
        _ => "Không được/Not done",
    };

    /// <summary>What was taken back.</summary>
    public const string Undone = "Đã hoàn tác/Undone";

    /// <summary>The newest ticket went into the priority lane.</summary>
    public static string Marked(string number) => $"{number} ưu tiên/first";
}
