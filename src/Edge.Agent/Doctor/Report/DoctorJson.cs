using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Edge.Hosting;

namespace Edge.Agent.Doctor.Report;

/// <summary>Findings for machines, both languages in each.</summary>
internal static class DoctorJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(IReadOnlyList<Finding> findings, DateTimeOffset at) => JsonSerializer.Serialize(new
    {
        Version = ProductVersion.Text,
        At = at,
        Worst = Word(findings.Max(f => f.Grade)),
        Findings = findings.Select(f => new { f.Subject.Id, Grade = Word(f.Grade), f.Reason, f.Act, f.Detail }),
    }, Options);

    private static string Word(Grade grade) => grade.ToString().ToLowerInvariant();
}
