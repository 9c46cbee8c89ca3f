namespace Edge.Hub.Dashboard.Words;

/// <summary>What stands on every page.</summary>
internal static class Common
{
    public static readonly Text Hub = new("Trung tâm tiếp nhận", "Hub");
    public static readonly Text Sections = new("Các phần", "Sections");
    public static readonly Text SkipToContent = new("Tới nội dung", "Skip to content");
    public static readonly Text Fleet = new("Điểm thu nhận", "Boards");
    public static readonly Text Custody = new("Bảo toàn hồ sơ", "Custody");
    public static readonly Text Alerts = new("Cảnh báo", "Alerts");
    public static readonly Text Areas = new("Địa bàn và danh sách", "Areas and lists");
    public static readonly Text Audit = new("Nhật ký thao tác", "Audit");
    public static readonly Text Settings = new("Cài đặt các điểm", "Settings of boards");
    public static readonly Text Users = new("Người dùng và mã truy cập", "Users and tokens");
    public static readonly Text Colours = new("Màu nền", "Colours");
    public static readonly Text SignOut = new("Đăng xuất", "Sign out");
    public static readonly Text SignIn = new("Đăng nhập", "Sign in");
    public static readonly Text NotAllowed = new("Tài khoản này không xem được trang này", "This account may not see this page");
    public static readonly Text NotAllowedWhy = new("Quản trị viên có thể đổi vai trò của tài khoản.", "An administrator can change the account's role.");
    public static readonly Text NotHere = new("Không có trang này", "There is no such page");
    public static readonly Text NotHereWhy = new("Địa chỉ có thể đã gõ sai, hoặc điểm này chưa được thêm.", "The address may be mistyped, or the board was never added.");
    public static readonly Text ToFleet = new("Về danh sách điểm thu nhận", "Back to the boards");
    public static readonly Text Broken = new("Trang này gặp lỗi", "This page has failed");
    public static readonly Text BrokenWhy = new("Dữ liệu không bị ảnh hưởng. Nguyên nhân có trong nhật ký của trung tâm.", "No data is affected. The hub's log says why.");
    public static readonly Text TryAgain = new("Thử lại", "Try again");
    public static readonly Text ConnectionLost = new("Mất kết nối tới trung tâm", "The connection to the hub is lost");
    public static readonly Text ConnectionTrying = new("Số liệu trên trang không còn mới. Đang thử lại…", "What the page shows is no longer fresh. Trying again…");
    public static readonly Text ConnectionFailed = new("Chưa kết nối lại được. Kiểm tra mạng rồi tải lại trang.", "It could not be restored. Check the network and load the page again.");
    public static readonly Text ConnectionGone = new("Trung tâm đã khởi động lại. Tải lại trang để xem tiếp.", "The hub has restarted. Load the page again to go on.");
    public static readonly Text LoadAgain = new("Tải lại trang", "Load again");
    public static readonly Text Close = new("Đóng", "Close");
    public static readonly Text Cancel = new("Huỷ", "Cancel");
    public static readonly Text Save = new("Lưu", "Save");
    public static readonly Text TakeIn = new("Nhập", "Take it in");
    public static readonly Text Never = new("chưa từng", "never");
    public static readonly Text None = new("không có", "none");
    public static readonly Text Yes = new("có", "yes");
    public static readonly Text No = new("không", "no");
    public static readonly Text Search = new("Tìm", "Search");
    public static readonly Text Area = new("Địa bàn", "Area");
    public static readonly Text Board = new("Điểm thu nhận", "Board");
    public static readonly Text State = new("Tình trạng", "State");
    public static readonly Text When = new("Lúc", "When");
    public static readonly Text Note = new("Ghi chú", "Note");
    public static readonly Text Page = new("Trang {0}/{1}", "Page {0} of {1}");
    public static readonly Text Pages = new("Chuyển trang", "Pages");
    public static readonly Text First = new("Trang đầu", "First page");
    public static readonly Text Previous = new("Trang trước", "Previous page");
    public static readonly Text Next = new("Trang sau", "Next page");
    public static readonly Text Last = new("Trang cuối", "Last page");
    public static readonly Text NotYours = new("Vai trò của tài khoản này không cho phép việc đó.", "The role of this account does not allow it.");
    public static readonly Text ArchiveBusy = new("Kho dữ liệu đang bận hoặc không ghi được; chưa có gì thay đổi, hãy thử lại.", "The archive is busy or could not commit; nothing was changed, try again.");
}
