using System.Text.Json;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Alerts;
using Edge.Hub.Ingest;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Cli;

/// <summary>The first line of <c>status</c>: that all is well, or the one thing that is to be done first, in the words of alerts.</summary>
internal static class StatusHeadline
{
    private const string Archive = "archive";

    // The hub itself before any board; of boards, what may lose a record before what only delays it.
    private static readonly BoardCause[] MostUrgentFirst =
    [
        BoardCause.IngestNotListening, BoardCause.BackupTooOld, BoardCause.RecordInNoCopy, BoardCause.Fork, BoardCause.RefusedCertificate, BoardCause.Damaged, BoardCause.Gap,
        BoardCause.Silent, BoardCause.BacklogAge, BoardCause.Disk, BoardCause.Battery, BoardCause.Device, BoardCause.Clock, BoardCause.Paper,
    ];

    /// <param name="status">What <c>status --json</c> tells.</param>
    /// <param name="open">The open alerts.</param>
    public static Said Of(JsonElement status, IReadOnlyList<AlertView> open)
    {
        var (own, seenTo) = (Own(status).ToList(), open.Count(a => a.AckedAt is not null));
        // What the hub tells of itself this moment is not told again as its alert.
        var alerts = open.Where(a => a.AckedAt is null && !(own.Count > 0 && a.Cause == BoardCause.IngestNotListening)).OrderBy(a => Array.IndexOf(MostUrgentFirst, a.Cause)).ToList();
        List<Said> all = [.. own, .. alerts.Select(Of)];
        return all.Count == 0 ? Headline.Well(SeenTo(seenTo)) : Headline.ToDo(all[0], all.Count - 1, "edge-hub alert list");
    }

    private static Said? SeenTo(int alerts) => alerts == 0 ? null : new($"{alerts} cảnh báo đã có người lo", $"{Counted.Of(alerts, "alert")} somebody sees to");

    private static IEnumerable<Said> Own(JsonElement status)
    {
        var wrong = status.GetProperty("health").EnumerateObject().Where(p => !p.Value.GetProperty("ok").GetBoolean()).Select(p => (p.Name, Detail: p.Value.GetProperty("detail").GetString())).ToList();
        foreach (var (part, detail) in wrong.Where(p => p.Name != IngestEcho.Work).OrderBy(p => p.Name != Archive))
        {
            yield return part == Archive ? new($"kho không ghi được ({detail}) -> xem đĩa còn chỗ không: df -h {Data(status)}", $"the archive cannot be written ({detail}) -> see whether the disk has room: df -h {Data(status)}")
                : new($"{part}: {detail} -> xem nhật ký: journalctl -u edge-hub -n 50", $"{part}: {detail} -> read its log: journalctl -u edge-hub -n 50");
        }
        // Without a broker nobody can be heard: that is told once.
        if (!status.GetProperty("ingest").GetProperty("connected").GetBoolean() && wrong.TrueForAll(p => p.Name == IngestEcho.Work)) yield return Deaf(wrong.FirstOrDefault().Detail);
    }

    private static Said Deaf(string? detail)
    {
        var why = detail is null ? "" : $" ({detail})";
        return new($"{AlertWords.Of(BoardCause.IngestNotListening, vietnamese: true)}{why}; các điểm vẫn giữ mọi hồ sơ -> xem nhật ký: journalctl -u edge-hub -n 50",
            $"{AlertWords.Of(BoardCause.IngestNotListening, vietnamese: false)}{why}; the boards keep every record -> read its log: journalctl -u edge-hub -n 50");
    }

    private static Said Of(AlertView alert)
    {
        var (vi, en) = (AlertWords.Of(alert.Cause, vietnamese: true), AlertWords.Of(alert.Cause, vietnamese: false));
        if (alert.Node.Length > 0) return new($"điểm {alert.Node}: {vi} -> edge-hub node show {alert.Node}", $"board {alert.Node}: {en} -> edge-hub node show {alert.Node}");
        return alert.Cause is BoardCause.BackupTooOld or BoardCause.RecordInNoCopy
            ? new($"{vi} -> edge-hub backup, đem bản sao ra khỏi máy này, rồi edge-hub confirm", $"{en} -> edge-hub backup, carry the copy away from this machine, then edge-hub confirm")
            : new(vi, en);
    }

    private static string Data(JsonElement status) => status.GetProperty("hub").GetProperty("data").GetString() ?? "";
}
