using Edge.Hub.Archive;

namespace Edge.Hub.Dashboard.Words;

/// <summary>How far each place is.</summary>
internal static class ProgressWords
{
    public static readonly Text Progress = new("Tiến độ thu nhận", "Progress");
    public static readonly Text Whole = new("Toàn bộ", "All places");
    public static readonly Text Nothing = new("Chưa có địa bàn và chưa có hồ sơ nào. Lệnh 'edge-hub place set' lập cây địa bàn với tên, chỉ tiêu và thời hạn.", "There is no place and no record yet. 'edge-hub place set' makes the tree of places, with names, targets and deadlines.");
    public static readonly Text Spreadsheet = new("Tải bảng tính (CSV)", "Spreadsheet (CSV)");
    public static readonly Text Way = new("Đường dẫn địa bàn", "Places above");
    public static readonly Text Enrolled = new("Đã thu nhận", "Enrolled");
    public static readonly Text OfTarget = new("/ {0} người ({1})", "of {0} people ({1})");
    public static readonly Text Today = new("Hôm nay", "Today");
    public static readonly Text OfQuota = new("/ {0} người ({1})", "of {0} ({1})");
    public static readonly Text Left = new("Còn phải thu nhận", "Still to enrol");
    public static readonly Text DaysLeft = new("trong {0} ngày, tới {1}", "in {0} days, until {1}");
    public static readonly Text Over = new("đã quá hạn {0}", "the last day was {0}");
    public static readonly Text NoDeadline = new("chưa đặt thời hạn", "no deadline set");
    public static readonly Text Needed = new("Cần mỗi ngày", "Needed a day");
    public static readonly Text NeededShort = new("người mỗi ngày để kịp hạn", "people a day to be done in time");
    public static readonly Text Unable = new("Chưa thu nhận được", "Unable");
    public static readonly Text UnableTimes = new("lượt, theo lý do dưới đây", "times, for the reasons below");
    public static readonly Text OnLists = new("Còn trong danh sách", "Still on the lists");
    public static readonly Text Fetch = new("{0} cần đưa đón, {1} cần tới nhà", "{0} to be fetched, {1} to be visited");
    public static readonly Text NoTarget = new("chưa đặt chỉ tiêu", "no target set");
    public static readonly Text TrendEnrolled = new("Thu nhận mỗi ngày", "Enrolled each day");
    public static readonly Text TrendUnable = new("Chưa thu nhận được mỗi ngày", "Unable each day");
    public static readonly Text LastDays = new("30 ngày qua", "the last 30 days");
    public static readonly Text Services = new("Theo dịch vụ", "By service");
    public static readonly Text Service = new("Dịch vụ", "Service");
    public static readonly Text Complete = new("Hoàn thành", "Done");
    public static readonly Text Exceptions = new("Có phần không lấy được", "With exceptions");
    public static readonly Text Requested = new("Đã đề nghị", "Requested");
    public static readonly Text Why = new("Lý do chưa thu nhận được", "Why people could not be enrolled");
    public static readonly Text Reason = new("Lý do", "Reason");
    public static readonly Text Times = new("Lượt", "Times");
    public static readonly Text Share = new("Tỷ lệ", "Share");
    public static readonly Text Sum = new("Tổng", "All together");
    public static readonly Text NobodyUnable = new("Chưa có ai phải quay về.", "Nobody had to be sent home.");
    public static readonly Text Within = new("Địa bàn bên trong", "Places within");
    public static readonly Text Place = new("Địa bàn", "Place");
    public static readonly Text Share2 = new("Đạt", "Reached");
    public static readonly Text Teams = new("Theo điểm và cán bộ", "By board and officer");
    public static readonly Text Officer = new("Cán bộ", "Officer");
    public static readonly Text NoOfficer = new("không ai đăng nhập", "nobody signed in");
    public static readonly Text UnableToday = new("Chưa được hôm nay", "Unable today");
    public static readonly Text Lists = new("Các lần nhập danh sách", "Imports of the worklist");
    public static readonly Text People = new("Người", "People");
    public static readonly Text Added = new("Thêm", "New");
    public static readonly Text Gone = new("Đã xong", "Ticked off");
    public static readonly Text Ride = new("Cần đưa đón", "To be fetched");
    public static readonly Text Visit = new("Cần tới nhà", "To be visited");
    public static readonly Text AsOf = new("Tính tới {0}. Hồ sơ được đếm khi trung tâm đã lưu, theo ngày lập ở điểm.", "As of {0}. A record counts once the hub has stored it, on the day it was made at the board.");
    public static readonly Text Rest = new("lý do khác", "others");
    public static readonly Text NotAPlace = new("chưa đặt tên", "not named");

    public static string ServiceName(Tongue tongue, string service) => RecordWords.Kind(tongue, service);

    /// <summary>As it stands in a list of its own: with a capital.</summary>
    public static string ReasonName(Tongue tongue, string reason)
    {
        var name = reason == RecordSort.Others ? tongue[Rest] : RecordWords.Reason(tongue, reason);
        return name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
    }
}
