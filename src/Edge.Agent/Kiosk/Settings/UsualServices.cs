namespace Edge.Agent.Kiosk.Settings;

/// <summary>What an enrolment point offers where its settings say nothing.</summary>
internal static class UsualServices
{
    public static IReadOnlyList<string> Languages { get; } = ["vi", "en"];

    public static IReadOnlyList<ServiceOptions> Services { get; } =
    [
        Service("card", "A", "Làm thẻ căn cước", "Identity card"),
        Service("account", "B", "Tài khoản định danh điện tử mức độ 2", "Digital account, level 2"),
        Service("activation", "C", "Kích hoạt tài khoản", "Account activation"),
        Service("correction", "D", "Điều chỉnh thông tin dân cư", "Correction of data"),
        Service("result", "E", "Nhận kết quả", "Collect a result"),
    ];

    public static IReadOnlyList<ExceptionOptions> Exceptions { get; } =
    [
        Reason(1, "away", "đã về giữa chừng", "left before the end"),
        Reason(2, "ill", "ốm", "ill"),
        Reason(3, "cannot-read", "không đọc, viết được", "cannot read or write"),
        Reason(4, "no-phone", "không có điện thoại", "no usable phone"),
        Reason(5, "data-wrong", "thông tin chưa đúng", "data wrong"),
        Reason(6, "fingerprints-worn", "vân tay mờ", "fingerprints worn"),
    ];

    public static ServiceOptions? Find(string id) => Services.FirstOrDefault(s => s.Id == id);

    public static ExceptionOptions? FindReason(string id) => Exceptions.FirstOrDefault(e => e.Id == id);

    private static ServiceOptions Service(string id, string letter, string vietnamese, string english) => new() { Id = id, Letter = letter, Names = Names(vietnamese, english) };

    private static ExceptionOptions Reason(int digit, string id, string vietnamese, string english) => new() { Digit = digit, Id = id, Names = Names(vietnamese, english) };

    private static Dictionary<string, string> Names(string vietnamese, string english) => new() { ["vi"] = vietnamese, ["en"] = english };
}
