using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Views;

namespace Edge.Hub.Cli;

internal static class NodeViewCommands
{
    private static readonly Columns Listed = new(new(new("điểm", "board"), 40), new(new("nhóm", "group"), 20), new(new("tình trạng", "state"), 0));

    public static Command List(CommonOptions common)
    {
        var command = new Command("list", "Lists every board") { common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var nodes = await hub.GetAsync<List<NodeView>>("v1/nodes", cancellationToken);
            await common.ListAsync(parsed, nodes, Listed, node => [node.Node, node.Group, State(node).In(common.Language)], new("chưa có điểm nào; thêm bằng: edge-hub node add", "there is no board yet; add one with: edge-hub node add"));
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
            using var hub = new HubSocket(common.DataOf(parsed));
            var node = await hub.GetAsync<NodeView>($"v1/nodes/{parsed.GetValue(name)}", cancellationToken);
            await common.WriteAsync(parsed, node, Lines(node));
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
            using var hub = new HubSocket(common.DataOf(parsed));
            var node = await hub.PostAsync<NodeView>($"v1/nodes/{parsed.GetValue(name)}/revoke{(parsed.GetValue(since) is { } at ? $"?since={at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}" : "")}", null, cancellationToken);
            await common.WriteAsync(parsed, node, Lines(node));
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Lines(NodeView node)
    {
        yield return $"{node.Node} in group {node.Group}: {State(node).En}";
        yield return $"broker {node.Address}, enrolment {node.HttpsAddress}, added {node.CreatedAt:yyyy-MM-dd HH:mm} UTC";
        foreach (var key in node.Keys)
        {
            var revoked = key.RevokedAt is { } at ? $", revoked {at:yyyy-MM-dd HH:mm} UTC" : key.RetiredAt is { } retired ? $", retired {retired:yyyy-MM-dd HH:mm} UTC" : "";
            yield return $"key {key.Id}: {key.Certificates} certificates, the last until {key.CertificateEnds:yyyy-MM-dd}{revoked}";
        }
        foreach (var line in (node.Story ?? []).SelectMany(p => p.Lines)) yield return line;
    }

    private static Said State(NodeView node) => node switch
    {
        { RevokedAt: { } at } => new($"đã khoá {at:yyyy-MM-dd HH:mm} UTC", $"revoked {at:yyyy-MM-dd HH:mm} UTC"),
        { Keys.Count: 0 } => new("chờ đăng ký", "waits for its enrolment"),
        _ => new("đã nhận", "admitted"),
    };
}
