using System.CommandLine;
using System.Text;

namespace Edge.Hub.Cli;

/// <summary>CSV on standard output, or in a file that spreadsheets open as what it is.</summary>
internal static class CsvOutput
{
    public static Option<string?> Out() => new("--out") { Description = "Write the CSV to a new file, with the mark by which spreadsheets know UTF-8", HelpName = "FILE" };

    /// <exception cref="HubException">The file is there already, or cannot be written.</exception>
    public static Task WriteAsync(ParseResult parsed, Option<string?> file, byte[] csv)
    {
        if (parsed.GetValue(file) is not { } path) return parsed.InvocationConfiguration.Output.WriteAsync(Encoding.UTF8.GetString(csv).TrimStart('\uFEFF'));
        OutputFile.Write(path, csv);
        return parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: written to {path}");
    }
}
