using System.Text.Json;

namespace Edge.Testing.Processes;

/// <summary>What <c>doctor --json</c> found, by subject; reasons and acts in English.</summary>
internal sealed class DoctorAnswer(int code, string json)
{
    private readonly JsonElement _answer = JsonDocument.Parse(json).RootElement;

    public int Code => code;

    public string Worst => _answer.GetProperty("worst").GetString()!;

    public IReadOnlyList<DoctorLine> Lines => [.. _answer.GetProperty("findings").EnumerateArray().Select(DoctorLine.Read)];

    public DoctorLine this[string id] => Lines.SingleOrDefault(l => l.Id == id) ?? throw new KeyNotFoundException($"the doctor says nothing of {id}: {json}");
}

/// <summary>What it found of one subject.</summary>
internal sealed record DoctorLine(string Id, string Grade, string Reason, string Vietnamese, string? Act, string Detail)
{
    public static DoctorLine Read(JsonElement line) => new(line.GetProperty("id").GetString()!, line.GetProperty("grade").GetString()!, line.GetProperty("reason").GetProperty("en").GetString()!,
        line.GetProperty("reason").GetProperty("vi").GetString()!, line.TryGetProperty("act", out var act) ? act.GetProperty("en").GetString() : null, line.TryGetProperty("detail", out var detail) ? detail.GetString()! : "");
}
