using Edge.Hub.Accounts;

namespace Edge.Hub.Dashboard.Words;

/// <summary>Users and tokens.</summary>
internal static class UserWords
{
    public static readonly Text Users = new("Người dùng", "Users");
    public static readonly Text Tokens = new("Mã truy cập cho phần mềm", "Tokens for programs");
    public static readonly Text Name = new("Tên", "Name");
    public static readonly Text Role = new("Vai trò", "Role");
    public static readonly Text Created = new("Tạo lúc", "Made");
    public static readonly Text By = new("Người tạo", "By");
    public static readonly Text Ends = new("Hết hạn", "Ends");
    public static readonly Text Active = new("Đang dùng", "Active");
    public static readonly Text Locked = new("Đã khoá", "Locked");
    public static readonly Text LockedUntil = new("Tạm khoá tới {0}", "Locked out until {0}");
    public static readonly Text Revoked = new("Đã khoá", "Revoked");
    public static readonly Text Over = new("Hết hạn", "Over");
    public static readonly Text Add = new("Thêm người dùng", "Add a user");
    public static readonly Text AddToken = new("Tạo mã truy cập", "Make a token");
    public static readonly Text NameHint = new("1-40 ký tự: a-z, 0-9, dấu chấm, gạch nối", "1 to 40 of a-z, 0-9, '.' and '-'");
    public static readonly Text Password = new("Mật khẩu", "Password");
    public static readonly Text PasswordHint = new("Ít nhất 12 ký tự, không chứa tên tài khoản. Trao riêng cho người dùng.", "At least 12 characters, without the user's name. Hand it over in private.");
    public static readonly Text Days = new("Hiệu lực (ngày)", "Good for (days)");
    public static readonly Text Lock = new("Khoá", "Lock");
    public static readonly Text Unlock = new("Mở khoá", "Unlock");
    public static readonly Text ChangeRole = new("Đổi vai trò", "Change role");
    public static readonly Text ChangePassword = new("Đặt mật khẩu", "Set password");
    public static readonly Text Revoke = new("Khoá vĩnh viễn", "Revoke");
    public static readonly Text LockWhy = new("{0} sẽ bị đăng xuất ở mọi nơi trong vòng một phút và không đăng nhập được nữa.", "{0} will be signed out everywhere within a minute and cannot sign in any more.");
    public static readonly Text UnlockWhy = new("{0} sẽ đăng nhập lại được với mật khẩu hiện có.", "{0} will be able to sign in again with the present password.");
    public static readonly Text RevokeWhy = new("Phần mềm dùng mã {0} sẽ bị từ chối ngay từ yêu cầu tiếp theo. Không thể mở lại.", "Programs with the token {0} will be refused from the next request on. It cannot be undone.");
    public static readonly Text TokenOnce = new("Đây là mã truy cập {0}. Chép lại ngay: mã không hiện lần nữa.", "This is the token {0}. Copy it now: it is not shown again.");
    public static readonly Text Acts = new("Thao tác", "Acts");

    public static Text Of(Role role) => role switch
    {
        Accounts.Role.Viewer => new("Người xem", "Viewer"),
        Accounts.Role.Operator => new("Điều hành", "Operator"),
        Accounts.Role.Technician => new("Kỹ thuật", "Technician"),
        _ => new("Quản trị", "Administrator"),
    };

    public static Text May(Role role) => role switch
    {
        Accounts.Role.Viewer => new("xem mọi thứ, không thay đổi gì", "looks at everything, changes nothing"),
        Accounts.Role.Operator => new("cảnh báo, ghi chú, danh sách, kết quả, cán bộ, hỏi lại hồ sơ", "alerts, notes, lists, answers, officers, records offered again"),
        Accounts.Role.Technician => new("điểm thu nhận: thêm, hỏi lại tình trạng, cài đặt, khoá", "boards: adding, rebirth, settings, locking"),
        _ => new("mọi thứ, kể cả người dùng và mã truy cập", "everything, users and tokens too"),
    };
}
