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
        new() { Digit = 1, Id = "away" },
        new() { Digit = 2, Id = "ill" },
        new() { Digit = 3, Id = "cannot-read" },
        new() { Digit = 4, Id = "no-phone" },
        new() { Digit = 5, Id = "data-wrong" },
        new() { Digit = 6, Id = "fingerprints-worn" },
    ];

    private static ServiceOptions Service(string id, string letter, string vietnamese, string english) =>
        new() { Id = id, Letter = letter, Names = new Dictionary<string, string> { ["vi"] = vietnamese, ["en"] = english } };
}
