using System.Text.Json;

namespace Edge.Agent.Doctor.Ways;

/// <summary>What a running agent says of the records it holds.</summary>
internal static class RecordsExam
{
    public static Finding Judge(JsonElement status)
    {
        var (waiting, damaged, held) = (Number(status, "backlog", "records"), Number(status, "quarantined"), Number(status, "uplink", "held"));
        var (vi, en) = ($"{waiting} đang chờ gửi", $"{waiting} waiting");
        return Text(status, "store", "state") switch
        {
            "failed" => Subject.Records.Fault($"kho đã ngừng, không nhận hồ sơ; {vi}", $"the store has stopped, no record is accepted; {en}", new("kiểm tra thẻ nhớ (dmesg), rồi systemctl restart edge-agent", "check the card (dmesg), then systemctl restart edge-agent"), Text(status, "store", "failure")),
            "full" => Subject.Records.Fault($"kho đầy, không nhận hồ sơ; {vi}", $"the store is full, no record is accepted; {en}", new("đưa hồ sơ đi bằng USB: edge-agent courier export; hoặc cho máy nối trung tâm", "carry records out: edge-agent courier export; or let the board reach the hub"), Text(status, "store", "noRoom")),
            _ when damaged > 0 => Subject.Records.Attention($"{vi}, {damaged} bị hỏng đã để riêng", $"{en}, {damaged} damaged and set aside", new("xem hồ sơ nào: edge-agent spool quarantine; báo trung tâm", "see which: edge-agent spool quarantine; tell the hub's operator")),
            _ when held > 0 => Subject.Records.Attention($"{vi}, {held} trung tâm chưa nhận", $"{en}, {held} the hub does not take now", new("hỏi người trực trung tâm; máy giữ lại và sẽ gửi lại", "ask the hub's operator; the board keeps them and offers them again")),
            _ => Subject.Records.Ok(vi, en),
        };
    }

    /// <summary>A number of a status answer, by its path; 0 where it does not say.</summary>
    public static long Number(JsonElement status, params string[] path) => NumberOrNull(status, path) ?? 0;

    /// <summary>A number that may be unknown.</summary>
    public static long? NumberOrNull(JsonElement status, params string[] path) => Find(status, path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    private static string? Text(JsonElement status, params string[] path) => Find(status, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Find(JsonElement status, string[] path)
    {
        var at = status;
        foreach (var member in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at)) return null;
        }
        return at;
    }
}
