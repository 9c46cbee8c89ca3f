namespace Edge.Hub.Dashboard.Words;

/// <summary>Areas, officers, worklists and answers.</summary>
internal static class AreaWords
{
    public static readonly Text Boards = new("Số điểm", "Boards");
    public static readonly Text Officers = new("Cán bộ", "Officers");
    public static readonly Text Quota = new("Chỉ tiêu ngày", "Daily quota");
    public static readonly Text Listed = new("Còn trong danh sách", "Still on the list");
    public static readonly Text Answers = new("Kết quả đang giữ", "Answers kept");
    public static readonly Text Nothing = new("Chưa có địa bàn nào. Địa bàn xuất hiện khi thêm điểm thu nhận đầu tiên của nhóm.", "There is no area yet. One appears with the first board of a group.");
    public static readonly Text Back = new("Mọi địa bàn", "All areas");
    public static readonly Text SetQuota = new("Đặt chỉ tiêu", "Set the quota");
    public static readonly Text QuotaHint = new("Số người một đội cần thu nhận mỗi ngày; 0 là không đặt.", "People a team is to enrol in a day; 0 sets none.");
    public static readonly Text NoQuota = new("chưa đặt", "none");
    public static readonly Text Worklist = new("Danh sách người chưa làm", "Worklist");
    public static readonly Text NoWorklist = new("Địa bàn này chưa có danh sách.", "This area has no worklist yet.");
    public static readonly Text WorklistOf = new("{0} người, nhập lúc {1}, hết hạn {2}", "{0} people, imported {1}, expires {2}");
    public static readonly Text Have = new("{0} trong {1} điểm đã có danh sách này, theo lần liên lạc gần nhất:", "{0} of {1} boards have this list, by their last contact:");
    public static readonly Text HasList = new("đã có", "has it");
    public static readonly Text HasOlder = new("có bản cũ hơn", "has an older one");
    public static readonly Text HasNone = new("chưa có", "has none");
    public static readonly Text Import = new("Nhập danh sách", "Import a list");
    public static readonly Text File = new("Tệp CSV (UTF-8)", "CSV file (UTF-8)");
    public static readonly Text WorklistColumns = new("Cột: number,name,birth,sex,hamlet,residence,needs,lacks. Tệp được đọc trong bộ nhớ, không lưu lại.", "Columns: number,name,birth,sex,hamlet,residence,needs,lacks. The file is read in memory and kept nowhere.");
    public static readonly Text AnswerColumns = new("Cột: record_id,result,reason,number,at. Mỗi kết quả tới các điểm của địa bàn đã lập hồ sơ.", "Columns: record_id,result,reason,number,at. Each answer goes to the boards of the area that made the record.");
    public static readonly Text ExpiresIn = new("Hết hạn sau (ngày)", "Expires after (days)");
    public static readonly Text Empty = new("Danh sách rỗng là đúng: không còn ai chưa làm", "An empty list is right: nobody is missing any more");
    public static readonly Text Check = new("Kiểm tra tệp", "Check the file");
    public static readonly Text Good = new("Tệp đọc được: {0} người, {1} mới, {2} thay đổi, {3} bỏ ra.", "The file is good: {0} people, {1} new, {2} changed, {3} gone.");
    public static readonly Text GoodAnswers = new("Tệp đọc được: {0} kết quả cho {1}.", "The file is good: {0} answers for {1}.");
    public static readonly Text Taken = new("Đã nhập. Các điểm nhận ở lần liên lạc tới.", "Taken. Boards get it at their next contact.");
    public static readonly Text TooLarge = new("Tệp có {0}, nhiều nhất {1}.", "The file has {0}, at most {1}.");
    public static readonly Text NotRead = new("Không đọc được tệp; hãy chọn lại.", "The file could not be read; choose it again.");
    public static readonly Text Reading = new("Đang đọc…", "Reading…");
    public static readonly Text ImportAnswers = new("Nhập kết quả", "Import answers");
    public static readonly Text NoBoards = new("Chưa có điểm nào trong địa bàn này.", "No board is in this area yet.");
    public static readonly Text See = new("Xem tình trạng", "See how they are");
    public static readonly Text Who = new("Điểm thu nhận của địa bàn", "Boards of the area");
    public static readonly Text AddOfficer = new("Thêm cán bộ", "Add an officer");
    public static readonly Text NoOfficers = new("Chưa có cán bộ nào làm việc ở địa bàn này.", "No officer works in this area yet.");
    public static readonly Text Id = new("Mã cán bộ", "Officer's id");
    public static readonly Text IdHint = new("1-40 ký tự: a-z, 0-9 và gạch nối; ghi trong hồ sơ và nhật ký", "1 to 40 of a-z, 0-9 and '-'; stands in records and journals");
    public static readonly Text Name = new("Họ tên", "Name");
    public static readonly Text Until = new("Ngày làm việc cuối (không bắt buộc)", "Last working day (may be left out)");
    public static readonly Text Ends = new("Tới ngày", "Until");
    public static readonly Text NewPin = new("Cấp lại mã PIN", "New PIN");
    public static readonly Text NewPinWhy = new("Mã PIN cũ của {0} còn dùng được ở mỗi điểm cho tới khi điểm đó liên lạc.", "The old PIN of {0} serves at each board until that board is in contact.");
    public static readonly Text LockWhy = new("{0} không đăng nhập được nữa ở mỗi điểm, kể từ lần liên lạc tới của điểm đó.", "{0} can sign in at no board any more, from that board's next contact on.");
    public static readonly Text UnlockWhy = new("{0} đăng nhập lại được, kể từ lần liên lạc tới của mỗi điểm.", "{0} can sign in again, from each board's next contact on.");
    public static readonly Text PinOnce = new("Mã PIN của {0}. Trao riêng cho cán bộ: mã không hiện lần nữa và không ai tra lại được.", "The PIN of {0}. Hand it over in private: it is not shown again, and nobody can look it up.");
    public static readonly Text AlsoIn = new("Địa bàn", "Areas");
}
