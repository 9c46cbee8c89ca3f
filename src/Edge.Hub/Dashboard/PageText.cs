namespace Edge.Hub.Dashboard;

/// <summary>The first page's words, Vietnamese and English.</summary>
internal sealed record PageText(string Code, string Title, string Boards, string LastContact, string Stored, string Backlog, string Gaps,
    string State, string Never, string Ago, string None, string NoBoards, string Ok, string Waiting, string Look, string Revoked,
    string Unheard, string Records, string Incidents, string Updated, string OtherLanguage, string OtherCode, string IngestDown, string Damaged)
{
    private static readonly PageText Vietnamese = new("vi", "Trung tâm Edge", "Các điểm thu nhận", "Liên lạc gần nhất", "Đã lưu", "Đang chờ gửi",
        "Thiếu trong chuỗi", "Tình trạng", "chưa từng", "trước", "không", "Chưa có điểm nào. Thêm bằng: edge-hub node add TÊN --group NHÓM --address MÁY:CỔNG --out TỆP",
        "Bình thường", "Đang nhận", "Cần xem", "Đã thu hồi", "Chưa liên lạc", "hồ sơ", "Sự việc", "Cập nhật lúc", "English", "en",
        "Bộ phận tiếp nhận đang không kết nối với máy trung chuyển", "hỏng tại điểm");

    private static readonly PageText English = new("en", "Edge hub", "Enrolment points", "Last contact", "Stored", "Waiting there",
        "Chain gaps", "State", "never", "ago", "none", "No boards yet. Add one with: edge-hub node add NAME --group GROUP --address HOST:PORT --out FILE",
        "Well", "Receiving", "Look here", "Revoked", "Not heard yet", "records", "Incidents", "Updated", "Tiếng Việt", "vi",
        "Ingest has no connection to the broker", "damaged on the board");

    /// <summary>An explicit choice wins, then the browser's; Vietnamese otherwise.</summary>
    public static PageText For(string? chosen, string acceptLanguage) =>
        chosen == "en" || (chosen != "vi" && acceptLanguage.StartsWith("en", StringComparison.OrdinalIgnoreCase)) ? English : Vietnamese;
}
