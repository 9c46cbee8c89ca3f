using System.CommandLine;
using System.Globalization;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Audit;

namespace Edge.Hub.Cli;

/// <summary>audit: who did what.</summary>
internal static class AuditCommands
{
    public static Command Create(CommonOptions common) => new("audit", "Who did what: list, verify") { List(common), Verify(common) };

    private static readonly Columns Listed = new(new(new("số", "number"), -8), new(new("lúc", "at"), 23), new(new("ai", "who"), 20), new(new("làm gì", "did"), 20), new(new("với", "to"), 24), new(new("thêm", "more"), 0));

    private static Command List(CommonOptions common)
    {
        var target = new Option<string?>("--target") { Description = "Only what was done to this board, area, officer, user or token", HelpName = "T" };
        var before = new Option<long?>("--before") { Description = "Only entries before this number, for the next page", HelpName = "N" };
        var limit = new Option<int>("--limit") { Description = $"How many, newest first; at most {AuditReader.Most}", HelpName = "N", DefaultValueFactory = _ => 100 };
        var command = new Command("list", "Lists entries, newest first") { target, before, limit, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var filter = parsed.GetValue(target) is { } only ? $"&target={Uri.EscapeDataString(only)}" : "";
            var from = parsed.GetValue(before) is { } number ? string.Create(CultureInfo.InvariantCulture, $"&before={number}") : "";
            var entries = await hub.GetAsync<List<AuditView>>(string.Create(CultureInfo.InvariantCulture, $"v1/audit?limit={parsed.GetValue(limit)}{filter}{from}"), cancellationToken);
            await common.ListAsync(parsed, entries, Listed, e => [$"{e.Number}", $"{e.At:yyyy-MM-dd HH:mm:ss} UTC", e.Actor, e.Act, e.Target, e.Detail], new("không có mục nào như vậy", "there is no such entry"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Verify(CommonOptions common)
    {
        var known = new Option<AuditHead?>("--known")
        {
            Description = "The number and digest that an earlier 'verify' printed: tells also whether the newest entries were cut off, or all was written anew",
            HelpName = "NUMBER:DIGEST",
            CustomParser = result =>
            {
                if (result.Tokens[0].Value.Split(':') is [var number, { Length: 64 } digest] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return new AuditHead(at, digest);
                result.AddError($"'{result.Tokens[0].Value}' is not NUMBER:DIGEST as 'edge-hub audit verify' prints it, with 64 digits after the colon");
                return null;
            },
        };
        var command = new Command("verify", "Checks that no entry was changed, taken out or put in; prints the number and digest of the last, worth noting down away from the hub") { known, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var head = parsed.GetValue(known) is { } given ? string.Create(CultureInfo.InvariantCulture, $"?number={given.Number}&digest={given.Digest}") : "";
            var check = await hub.GetAsync<AuditCheck>($"v1/audit/verify{head}", cancellationToken);
            await common.WriteAsync(parsed, check, check.Problem is null ? [string.Create(CultureInfo.InvariantCulture, $"{check.Entries}:{check.Digest}")] : []);
            if (check.Problem is { } problem) await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: {problem}; {check.Entries} before it are as they were written");
            return check.Problem is null ? ExitCode.Ok : ExitCode.Fault;
        });
        return command;
    }
}
