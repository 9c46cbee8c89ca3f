using System.CommandLine;
using System.Text.Json;
using Edge.Hosting;

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
            if (parsed.GetValue(common.Json)) await output.WriteAsync(JsonSerializer.Serialize(status, Indented) + "\n");
            else await WriteAsync(output, status, "");
            return ExitCode.Ok;
        });
        return command;
    }

    // One line for each value, under the name of its part: any feature's share is shown without knowing it.
    private static async Task WriteAsync(TextWriter output, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            await output.WriteLineAsync($"{path}: {value}");
            return;
        }
        foreach (var property in value.EnumerateObject()) await WriteAsync(output, property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
    }
}
