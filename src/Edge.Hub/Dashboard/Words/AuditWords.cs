namespace Edge.Hub.Dashboard.Words;

/// <summary>Who did what.</summary>
internal static class AuditWords
{
    public static readonly Text Intro = new("Mỗi dòng mang mã băm (SHA-256) của dòng trước: sửa, thêm hay xoá một dòng đều bị phát hiện. Kiểm tra bằng lệnh edge-hub audit verify.", "Each entry carries the digest of the one before: one that is changed, put in or taken out is found. Checked by edge-hub audit verify.");
    public static readonly Text Number = new("Số", "No.");
    public static readonly Text Who = new("Ai", "Who");
    public static readonly Text What = new("Việc", "Act");
    public static readonly Text Target = new("Đối tượng", "Target");
    public static readonly Text Detail = new("Chi tiết", "Detail");
    public static readonly Text Filter = new("Điểm, người dùng hoặc địa bàn", "Board, user or area");
    public static readonly Text Nothing = new("Chưa có thao tác nào.", "Nothing has been done yet.");
    public static readonly Text Older = new("Cũ hơn", "Older");
    public static readonly Text Newest = new("Mới nhất", "Newest");

    private static readonly Dictionary<string, Text> Acts = new(StringComparer.Ordinal)
    {
        ["user-added"] = new("thêm người dùng", "user added"),
        ["user-locked"] = new("khoá người dùng", "user locked"),
        ["user-unlocked"] = new("mở khoá người dùng", "user unlocked"),
        ["user-role"] = new("đổi vai trò", "role changed"),
        ["user-password"] = new("đổi mật khẩu", "password changed"),
        ["token-added"] = new("tạo mã truy cập", "token made"),
        ["token-revoked"] = new("khoá mã truy cập", "token revoked"),
        ["signed-in"] = new("đăng nhập", "signed in"),
        ["signed-out"] = new("đăng xuất", "signed out"),
        ["sign-in-refused"] = new("đăng nhập bị từ chối", "sign-in refused"),
        ["token-refused"] = new("mã truy cập bị từ chối", "token refused"),
        ["officer-added"] = new("thêm cán bộ", "officer added"),
        ["officer-locked"] = new("khoá cán bộ", "officer locked"),
        ["officer-unlocked"] = new("mở khoá cán bộ", "officer unlocked"),
        ["officer-pin"] = new("cấp lại mã PIN", "PIN given anew"),
        ["quota-set"] = new("đặt chỉ tiêu ngày", "quota set"),
        ["worklist-imported"] = new("nhập danh sách", "worklist imported"),
        ["answers-imported"] = new("nhập kết quả", "answers imported"),
        ["board-added"] = new("thêm điểm thu nhận", "board added"),
        ["board-signed"] = new("cấp chứng thư cho điểm", "board's certificate signed"),
        ["board-locked"] = new("khoá điểm thu nhận", "board locked"),
        ["board-noted"] = new("ghi chú về điểm", "note on a board"),
        ["board-offer-again"] = new("hỏi lại hồ sơ", "records asked for again"),
        ["board-rebirth-asked"] = new("hỏi lại tình trạng", "values asked for again"),
        ["alert-acknowledged"] = new("tiếp nhận cảnh báo", "alert acknowledged"),
        ["settings-drafted"] = new("soạn cài đặt", "settings drafted"),
        ["settings-issued"] = new("ban hành cài đặt", "settings issued"),
        ["release-added"] = new("nhận bản phát hành", "release added"),
        ["release-offered"] = new("giao bản phát hành", "release offered"),
        ["release-withdrawn"] = new("thôi giao bản phát hành", "release withdrawn"),
        ["release-removed"] = new("bỏ bản phát hành", "release removed"),
        ["place-set"] = new("đặt địa bàn", "place set"),
        ["place-removed"] = new("bỏ địa bàn", "place removed"),
        ["places-imported"] = new("nhập cây địa bàn", "places imported"),
        ["archive-restored"] = new("khôi phục kho dữ liệu", "archive restored"),
    };

    private static readonly Text CommandLine = new("dòng lệnh", "command line");
    private static readonly Text HubItself = new("trung tâm", "the hub");
    private static readonly Text Program = new("mã truy cập {0}", "token {0}");

    /// <summary>Who it was, as people say it.</summary>
    public static string By(Tongue tongue, string actor) => actor.Split(':', 2) switch
    {
        ["user", var name] => name,
        ["token", var name] => tongue.Of(Program, name),
        ["command-line"] => tongue[CommandLine],
        ["hub"] => tongue[HubItself],
        _ => actor,
    };

    /// <summary>An act in words; one without words stands by its name.</summary>
    public static string Act(Tongue tongue, string act) => Acts.TryGetValue(act, out var text) ? tongue[text] : act;
}
