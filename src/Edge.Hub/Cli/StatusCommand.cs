using System.CommandLine;
using System.Text.Json;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Alerts;

namespace Edge.Hub.Cli;

internal static class StatusCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(CommonOptions common)
    {
        var command = new Command("status", "Says how the running hub is") { common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var status = await hub.GetAsync<JsonElement>("v1/status", cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(common.Json))
            {
                await output.WriteAsync(JsonSerializer.Serialize(status, Indented) + "\n");
                return ExitCode.Ok;
            }
            var alerts = await hub.GetAsync<List<AlertView>>("v1/alerts", cancellationToken);
            await output.WriteLineAsync(StatusHeadline.Of(status, alerts).In(common.Language));
            foreach (var (path, text) in new StatusLines(common.Language, TimeProvider.System.GetUtcNow()).Of(status)) await output.WriteLineAsync($"{path}: {text}");
            return ExitCode.Ok;
        });
        return command;
    }
}
