using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Benchmarks.Reports;

/// <summary>Reports for machines.</summary>
internal static class JsonWriter
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Write(TextWriter output, BenchContext context, IReadOnlyList<Report> reports) => output.WriteLine(JsonSerializer.Serialize(new
    {
        Machine = new { Processors = Environment.ProcessorCount, Architecture = $"{RuntimeInformation.ProcessArchitecture}", Runtime = RuntimeInformation.FrameworkDescription, Kernel = RuntimeInformation.OSDescription },
        context.Disk.FileSystem,
        context.Durability,
        Benchmarks = reports,
    }, Options));
}
