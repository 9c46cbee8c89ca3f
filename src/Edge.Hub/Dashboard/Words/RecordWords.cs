using Edge.Contracts.Shown;

namespace Edge.Hub.Dashboard.Words;

/// <summary>What records are of and how they ended, in words. A board may say others: those stand as they are.</summary>
internal static class RecordWords
{
    private const string UnablePrefix = "unable-";

    private static readonly Text Unable = new("không làm được: {0}", "unable: {0}");

    private static readonly Dictionary<string, Text> Kinds = new(StringComparer.Ordinal)
    {
        ["card"] = new("Thẻ căn cước", "Identity card"),
        ["account"] = new("Tài khoản định danh điện tử mức độ 2", "Level-2 account"),
        ["activation"] = new("Kích hoạt tài khoản", "Activation"),
        ["correction"] = new("Điều chỉnh thông tin dân cư", "Correction"),
        ["result"] = new("Trả kết quả", "Result"),
        ["day"] = new("Tổng kết ngày", "The day's sums"),
        ["journal"] = new("Nhật ký của điểm", "The board's journal"),
    };

    private static readonly Dictionary<string, Text> Outcomes = new(StringComparer.Ordinal)
    {
        ["complete"] = new("hoàn thành", "complete"),
        ["complete-with-exceptions"] = new("hoàn thành, có phần không lấy được", "complete, with exceptions"),
        ["requested"] = new("đã đề nghị", "requested"),
    };

    private static readonly Dictionary<string, Text> Reasons = new(StringComparer.Ordinal)
    {
        ["cannot-read"] = new("không đọc, viết được", "cannot read or write"),
        ["no-phone"] = new("không có điện thoại dùng được", "no usable phone"),
        ["number-of-another"] = new("số điện thoại của người khác", "the phone number is another's"),
        ["away"] = new("đi làm xa", "away for work"),
        ["at-sea"] = new("đi biển", "at sea"),
        ["ill"] = new("ốm", "ill"),
        ["after-childbirth"] = new("mới sinh con", "after childbirth"),
        ["mental-illness"] = new("bệnh tâm thần", "mental illness"),
        ["needs-ride"] = new("cần đưa đón", "needs to be fetched"),
        ["needs-visit"] = new("cần tới nhà", "needs a visit"),
        ["data-wrong"] = new("dữ liệu sai", "data is wrong"),
        ["fingerprints-worn"] = new("vân tay mờ", "fingerprints are worn"),
        ["refused"] = new("không đồng ý", "did not consent"),
    };

    public static string Kind(Tongue tongue, string kind) => Named(tongue, Kinds, kind);

    public static string Outcome(Tongue tongue, string outcome) =>
        outcome.StartsWith(UnablePrefix, StringComparison.Ordinal) ? tongue.Of(Unable, Reason(tongue, outcome[UnablePrefix.Length..])) : Named(tongue, Outcomes, outcome);

    public static string Reason(Tongue tongue, string reason) => Named(tongue, Reasons, reason);

    private static string Named(Tongue tongue, Dictionary<string, Text> words, string token) => words.TryGetValue(token, out var text) ? tongue[text] : PlainText.Of(token);
}
