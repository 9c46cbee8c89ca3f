using System.CommandLine;
using System.Text.Json;
using Edge.Hosting;
using Edge.Hosting.Waiting;
using Edge.Hub.Courier;

namespace Edge.Hub.Cli;

/// <summary>courier import: what boards sent by hand.</summary>
internal static class CourierCommands
{
    public static Command Create(CommonOptions common) => new("courier", "Takes in what is carried by hand") { Import(common) };

    private static Command Import(CommonOptions common)
    {
        var dir = new Argument<string>("DIR") { Description = "Where the stick is mounted; the hub's receipts are written to it, bring it back to its boards" };
        var command = new Command("import", "Takes the records from a stick, of whichever boards, and writes signed receipts to it") { dir, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            using var hub = new HubSocket(parsed.GetValue(common.Data)!);
            var report = await new StickImport(hub, Path.GetFullPath(parsed.GetValue(dir)!), new Progress(line => error.WriteLine($"edge-hub: {line}"), TimeProvider.System)).RunAsync(cancellationToken);
            if (parsed.GetValue(common.Json)) await output.WriteLineAsync(JsonSerializer.Serialize(report, HubJson.Options));
            else await output.WriteLineAsync($"taken: {report.Taken}; here already: {report.HereAlready}; not taken: {report.NotTaken}; receipts on the stick: {report.Receipts}");
            return report.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Fault;
        });
        return command;
    }
}
