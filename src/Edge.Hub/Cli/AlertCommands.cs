using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Alerts;

namespace Edge.Hub.Cli;

/// <summary>alert: what is wrong with boards or the hub, and that somebody sees to it.</summary>
internal static class AlertCommands
{
    public static Command Create(CommonOptions common) => new("alert", "Alerts: list, acknowledge") { List(common), Ack(common) };

    private static readonly Columns Listed = new(new(new("số", "number"), -6), new(new("điểm", "board"), 30), new(new("từ lúc", "since"), 20), new(new("việc gì", "what"), 0));

    private static Command List(CommonOptions common)
    {
        var all = new Option<bool>("--all") { Description = "The newest 200, closed ones too" };
        var node = new Option<string?>("--node") { Description = "Only of this board", HelpName = "NODE" };
        var command = new Command("list", "Lists open alerts, the newest first") { all, node, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var filter = parsed.GetValue(node) is { } only ? $"&node={Uri.EscapeDataString(only)}" : "";
            var alerts = await hub.GetAsync<List<AlertView>>($"v1/alerts?all={(parsed.GetValue(all) ? "true" : "false")}{filter}", cancellationToken);
            await common.ListAsync(parsed, alerts, Listed, a => Cells(a, common.Language), new("không có cảnh báo nào", "there is no alert"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Ack(CommonOptions common)
    {
        var id = new Argument<long>("ID") { Description = "The alert's number" };
        var note = new Option<string>("--note") { Description = "What is done about it; no personal data", HelpName = "TEXT", Required = true };
        var command = new Command("ack", "Says that somebody sees to an alert; it stays open until its cause is gone") { id, note };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var alert = await hub.PostAsync<AlertView>($"v1/alerts/{parsed.GetValue(id)}/ack", new AlertAckRequest(parsed.GetValue(note)!), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Listed.Line(Cells(alert, common.Language)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string[] Cells(AlertView alert, string language)
    {
        var state = alert.ClosedAt is { } closed ? new Said($"đã hết {closed:yyyy-MM-dd HH:mm} UTC", $"closed {closed:yyyy-MM-dd HH:mm} UTC") : new("đang mở", "open");
        var acked = alert.AckedAt is null ? new Said("", "") : new($", {alert.AckedBy} đang lo: {alert.Note}", $", acknowledged by {alert.AckedBy}: {alert.Note}");
        var hub = new Said("trung tâm", "hub");
        return [$"{alert.Id}", alert.Node.Length == 0 ? hub.In(language) : alert.Node, $"{alert.OpenedAt:yyyy-MM-dd HH:mm} UTC", $"{AlertWords.Of(alert.Cause, language == TerminalLanguage.Vietnamese)}, {state.In(language)}{acked.In(language)}"];
    }
}
