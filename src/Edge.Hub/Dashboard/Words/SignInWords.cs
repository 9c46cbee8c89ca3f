namespace Edge.Hub.Dashboard.Words;

/// <summary>The door.</summary>
internal static class SignInWords
{
    public static readonly Text Name = new("Tên tài khoản", "User name");
    public static readonly Text Password = new("Mật khẩu", "Password");
    public static readonly Text Wrong = new("Tên tài khoản hoặc mật khẩu không đúng.", "The user name or the password is wrong.");
    public static readonly Text Locked = new("Đã thử sai quá nhiều lần. Đợi 15 phút rồi thử lại.", "There were too many wrong attempts. Wait 15 minutes and try again.");
    public static readonly Text Busy = new("Đang có quá nhiều lượt đăng nhập. Đợi một phút rồi thử lại.", "There are too many attempts at the moment. Wait a minute and try again.");
    public static readonly Text Failed = new("Không đăng nhập được. Hãy thử lại.", "The sign-in failed. Try again.");
    public static readonly Text Help = new("Quản trị viên của trung tâm cấp tài khoản và đặt lại mật khẩu.", "The hub's administrator gives accounts and resets passwords.");
}
