using System.CommandLine;
using System.Text.Json;
using Edge.Hosting;
using Edge.Hub.Views;

namespace Edge.Hub.Cli;

internal static class NodeViewCommands
{
    public static Command List(CommonOptions common)
    {
        var command = new Command("list", "Lists every board") { common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(parsed.GetValue(common.Data)!);
            var nodes = await hub.GetAsync<List<NodeView>>("v1/nodes", cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(common.Json)) await WriteJsonAsync(output, nodes);
            else foreach (var node in nodes) await output.WriteLineAsync($"{node.Node,-40} {node.Group,-20} {State(node)}");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Show(CommonOptions common)
    {
        var name = NodeArguments.Name();
        var command = new Command("show", "Tells of one board: its keys, its chains and what is missing, forks, incidents") { name, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(parsed.GetValue(common.Data)!);
            var node = await hub.GetAsync<NodeView>($"v1/nodes/{parsed.GetValue(name)}", cancellationToken);
            await WriteAsync(parsed.InvocationConfiguration.Output, node, parsed.GetValue(common.Json));
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Revoke(CommonOptions common)
    {
        var name = NodeArguments.Name();
        var since = NodeArguments.CompromisedSince();
        var command = new Command("revoke", "Shuts a board out at once: its keys, its connection, its unused secrets") { name, since, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(parsed.GetValue(common.Data)!);
            var node = await hub.PostAsync<NodeView>($"v1/nodes/{parsed.GetValue(name)}/revoke{(parsed.GetValue(since) is { } at ? $"?since={at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}" : "")}", null, cancellationToken);
            await WriteAsync(parsed.InvocationConfiguration.Output, node, parsed.GetValue(common.Json));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task WriteAsync(TextWriter output, NodeView node, bool json)
    {
        if (json)
        {
            await WriteJsonAsync(output, node);
            return;
        }
        await output.WriteLineAsync($"{node.Node} in group {node.Group}: {State(node)}");
        await output.WriteLineAsync($"broker {node.Address}, enrolment {node.HttpsAddress}, added {node.CreatedAt:yyyy-MM-dd HH:mm} UTC");
        foreach (var key in node.Keys)
        {
            var revoked = key.RevokedAt is { } at ? $", revoked {at:yyyy-MM-dd HH:mm} UTC" : key.RetiredAt is { } retired ? $", retired {retired:yyyy-MM-dd HH:mm} UTC" : "";
            await output.WriteLineAsync($"key {key.Id}: {key.Certificates} certificates, the last until {key.CertificateEnds:yyyy-MM-dd}{revoked}");
        }
        foreach (var line in (node.Story ?? []).SelectMany(p => p.Lines)) await output.WriteLineAsync(line);
    }

    private static Task WriteJsonAsync(TextWriter output, object value) => output.WriteLineAsync(JsonSerializer.Serialize(value, HubJson.Options));

    private static string State(NodeView node) => node switch
    {
        { RevokedAt: { } at } => $"revoked {at:yyyy-MM-dd HH:mm} UTC",
        { Keys.Count: 0 } => "waits for its enrolment",
        _ => "admitted",
    };
}
