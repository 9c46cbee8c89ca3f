using System.CommandLine;
using Edge.Hosting;
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
            var error = parsed.InvocationConfiguration.Error;
            using var hub = new HubSocket(common.DataOf(parsed));
            var report = await new StickImport(hub, Path.GetFullPath(parsed.GetValue(dir)!), new Edge.Hosting.Waiting.Progress(line => error.WriteLine($"edge-hub: {line}"), TimeProvider.System)).RunAsync(cancellationToken);
            await common.WriteAsync(parsed, report, $"taken: {report.Taken}; here already: {report.HereAlready}; not taken: {report.NotTaken}; receipts on the stick: {report.Receipts}");
            return report.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Fault;
        });
        return command;
    }
}
