using System.Globalization;
using System.Text;
using Edge.Contracts.Shown;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Alerts;

/// <summary>Tells causes and digests to people.</summary>
public static class AlertWords
{
    private const int MostLines = 40;

    public static string Of(BoardCause cause, bool vietnamese) => cause switch
    {
        BoardCause.Silent => vietnamese ? "im lặng lâu hơn thường lệ" : "silent beyond its habit",
        BoardCause.BacklogAge => vietnamese ? "hồ sơ chờ gửi quá lâu" : "records wait too long",
        BoardCause.Disk => vietnamese ? "ổ đĩa sắp đầy" : "disk nearly full",
        BoardCause.Battery => vietnamese ? "pin yếu" : "battery low",
        BoardCause.Paper => vietnamese ? "hết giấy" : "out of paper",
        BoardCause.Clock => vietnamese ? "đồng hồ sai" : "clock is wrong",
        BoardCause.RefusedCertificate => vietnamese ? "dùng chứng thư đã bị khoá" : "uses a certificate that is revoked",
        BoardCause.Gap => vietnamese ? "hồ sơ bị thiếu" : "records are missing",
        BoardCause.Fork => vietnamese ? "chuỗi hồ sơ bị tách đôi (thẻ bị sao chép?)" : "chain of records forks (a copied card?)",
        BoardCause.Damaged => vietnamese ? "có hồ sơ hỏng tại điểm" : "a record is damaged on the board",
        BoardCause.Device => vietnamese ? "thiết bị hỏng" : "a device failed",
        BoardCause.BackupTooOld => vietnamese ? "bản sao lưu quá cũ" : "the last confirmed backup is too old",
        BoardCause.RecordInNoCopy => vietnamese ? "có hồ sơ chưa nằm trong bản sao nào" : "a record has long been in no copy",
        BoardCause.IngestNotListening => vietnamese ? "trung tâm không nghe được máy chủ trung chuyển (broker)" : "the hub does not hear the broker",
        _ => cause.ToString(),
    };

    /// <summary>The same of a board that says which of its devices it is.</summary>
    public static string Of(BoardCause cause, FleetRow row, bool vietnamese) => cause == BoardCause.Device && row.Faults.Count > 0
        ? string.Join(", ", row.Faults.Select(f => FaultWords.Of(f).In(vietnamese))) : Of(cause, vietnamese);

    /// <summary>A mail's subject: how many, and of what.</summary>
    internal static string Subject(AlertDigest digest)
    {
        var what = digest.Opened.GroupBy(o => o.Cause).OrderByDescending(g => g.Count()).Take(3).Select(g => $"{Of(g.Key, true)} ({g.Count()})");
        return digest.OpenedInAll > 0 ? $"[Edge] {digest.OpenedInAll} cảnh báo mới: {string.Join(", ", what)}" : $"[Edge] {digest.ClosedInAll} cảnh báo đã hết";
    }

    /// <summary>A mail's text, Vietnamese and English; many boards of one area and cause are one line.</summary>
    internal static string Text(AlertDigest digest)
    {
        var text = new StringBuilder();
        Write(text, $"Cảnh báo mới / opened: {digest.OpenedInAll}", digest.Opened);
        Write(text, $"Đã hết / closed: {digest.ClosedInAll}", digest.Closed);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string head, IReadOnlyList<AlertLine> lines)
    {
        if (lines.Count == 0) return;
        text.AppendLine(head);
        foreach (var group in lines.GroupBy(l => (l.Group, l.Cause)).Take(MostLines))
        {
            var names = string.Join(", ", group.Take(5).Select(l => l.Node.Length == 0 ? "hub" : PlainText.Of(l.Node)));
            var more = group.Count() > 5 ? string.Create(CultureInfo.InvariantCulture, $", … ({group.Count()})") : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"- {PlainText.Of(group.Key.Group)} · {Of(group.Key.Cause, true)} / {Of(group.Key.Cause, false)}: {names}{more}");
        }
        text.AppendLine();
    }
}
