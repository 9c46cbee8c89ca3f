namespace Edge.Hub.Dashboard.Words;

/// <summary>The page of all boards.</summary>
internal static class FleetWords
{
    public static readonly Text Boards = new("điểm thu nhận", "boards");
    public static readonly Text Waiting = new("hồ sơ chờ gửi ngoài điểm", "records held out there");
    public static readonly Text Oldest = new("hồ sơ chờ lâu nhất", "oldest one waiting");
    public static readonly Text Stored = new("hồ sơ đã lưu", "records stored");
    public static readonly Text Gaps = new("hồ sơ bị thiếu", "records missing");
    public static readonly Text SearchHint = new("Tên điểm, địa bàn (không cần dấu)", "Board or area, marks not needed");
    public static readonly Text AllAreas = new("Mọi địa bàn", "All areas");
    public static readonly Text ByBoard = new("Theo điểm", "By board");
    public static readonly Text ByArea = new("Theo địa bàn", "By area");
    public static readonly Text View = new("Cách xem", "View");
    public static readonly Text Clear = new("Bỏ lọc", "Clear filters");
    public static readonly Text Contact = new("Liên lạc", "Contact");
    public static readonly Text Week = new("7 ngày qua", "Last 7 days");
    public static readonly Text Backlog = new("Chờ gửi", "Held");
    public static readonly Text Link = new("Sóng", "Link");
    public static readonly Text Power = new("Nguồn", "Power");
    public static readonly Text Disk = new("Đĩa trống", "Disk free");
    public static readonly Text Paper = new("Giấy", "Paper");
    public static readonly Text Clock = new("Giờ", "Clock");
    public static readonly Text Version = new("Phiên bản", "Version");
    public static readonly Text Online = new("đang kết nối", "connected");
    public static readonly Text OnMains = new("điện lưới", "mains");
    public static readonly Text OnBattery = new("pin", "battery");
    public static readonly Text HasPaper = new("còn", "ok");
    public static readonly Text NoPaper = new("hết", "out");
    public static readonly Text ClockRight = new("đúng", "right");
    public static readonly Text ClockWrong = new("sai", "not set");
    public static readonly Text Told = new("điểm báo {0}", "told {0}");
    public static readonly Text NoBoards = new("Chưa có điểm thu nhận nào.", "No board has been added yet.");
    public static readonly Text NoBoardsHow = new("Thêm điểm đầu tiên trên máy chủ bằng lệnh edge-hub node add.", "Add the first one on the server with edge-hub node add.");
    public static readonly Text NoneFit = new("Không có điểm nào khớp với bộ lọc.", "No board fits the filters.");
    public static readonly Text Found = new("{0} trong {1} điểm", "{0} of {1} boards");
    public static readonly Text WeekOf = new("Có liên lạc trong {0} giờ của 7 ngày qua", "Heard in {0} hours of the last 7 days");
    public static readonly Text States = new("Số điểm theo tình trạng", "Boards by state");
    public static readonly Text Totals = new("Tổng số", "Totals");
    public static readonly Text AreaBoards = new("Số điểm", "Boards");
    public static readonly Text AreaOldest = new("Chờ lâu nhất", "Oldest");
    public static readonly Text Missing = new("Bị thiếu", "Missing");
    public static readonly Text AreaStored = new("Đã lưu", "Stored");
    public static readonly Text AreaLast = new("Liên lạc gần nhất", "Last contact");
    public static readonly Text IngestDown = new("Trung tâm hiện không kết nối được với máy chủ trung chuyển (broker): hồ sơ vẫn nằm an toàn ở các điểm.", "The hub is not connected to the broker at present: records stay safe at the boards.");
}
