using Edge.Hub.Alerts;

namespace Edge.Hub.Dashboard.Words;

/// <summary>The page of alerts.</summary>
internal static class AlertsWords
{
    public static readonly Text Open = new("Đang mở", "Open");
    public static readonly Text Acknowledged = new("Đã tiếp nhận", "Acknowledged");
    public static readonly Text History = new("Lịch sử", "History");
    public static readonly Text View = new("Xem", "View");
    public static readonly Text NoneOpen = new("Không có cảnh báo nào đang mở.", "No alert is open.");
    public static readonly Text NoneThere = new("Không có cảnh báo nào.", "There is no alert.");
    public static readonly Text Cause = new("Nguyên nhân", "Cause");
    public static readonly Text Where = new("Nơi", "Where");
    public static readonly Text Since = new("Từ", "Since");
    public static readonly Text Hub = new("Trung tâm", "The hub");
    public static readonly Text Acknowledge = new("Tiếp nhận", "Acknowledge");
    public static readonly Text AckWhy = new("Ghi việc đã làm hoặc sẽ làm, để người khác không phải làm lại.", "Say what was done or will be, so that nobody does it twice.");
    public static readonly Text By = new("{0} lúc {1}", "{0}, {1}");
    public static readonly Text Closed = new("đã hết {0}", "closed {0}");
    public static readonly Text OpenNow = new("đang mở", "open");
    public static readonly Text AckedNow = new("đã tiếp nhận", "acknowledged");
    public static readonly Text ClosedNow = new("đã hết", "closed");

    public static Text StateOf(AlertView alert) => alert switch
    {
        { ClosedAt: not null } => ClosedNow,
        { AckedAt: not null } => AckedNow,
        _ => OpenNow,
    };
}
