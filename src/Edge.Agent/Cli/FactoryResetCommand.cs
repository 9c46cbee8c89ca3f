using System.CommandLine;
using Edge.Agent.Admin;
using Edge.Agent.Commissioning;
using Edge.Agent.Courier;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Cli;

internal static class FactoryResetCommand
{
    private const string Nobody = "this board";
    private const int LongestAnswer = 200;

    public static Command Build(CommandContext context)
    {
        var exported = new Option<DirectoryInfo?>("--exported") { Description = "Where the courier's stick is mounted that has every record without a receipt", HelpName = "DIR" };
        var command = new Command("factory-reset", "Delete every key, record and list of this board, so that it can be provisioned anew; asks to type words") { exported };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (data, disk) = (context.Data(parsed), new LinuxDisk());
            if (!Directory.Exists(data.Root)) throw new CommandException($"{data.Root} is not there; there is nothing to reset");
            using var held = data.Hold();
            var reset = new FactoryReset(data, disk);
            if (!reset.FinishIfBegun())
            {
                var node = NodeOf(data);
                var words = WordsFor(node, Check(context, parsed, node, parsed.GetValue(exported)?.FullName));
                await context.Error.WriteLineAsync($"edge-agent: every key, record, case, list and entry of the journal in {data.Root} will be deleted for good, also records that have a receipt. To go on, type: {words}");
                if (await AnswerAsync(context, cancellationToken) != words) throw new CommandException("not those words; nothing was deleted");
                reset.Run();
            }
            await context.Output.WriteLineAsync("the board is nobody now; provision it by file or by stick");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Holdings Check(CommandContext context, ParseResult parsed, string node, string? stick)
    {
        var data = context.Data(parsed);
        Holdings holdings;
        try
        {
            holdings = new AgentHost(data, context.Config(parsed), context.Compose).With(Holdings.Read);
        }
        catch (SpoolException e)
        {
            throw new CommandException($"not reset: what this board holds cannot be told: {Reason.Of(e)}", e);
        }
        if (!holdings.Any) return holdings;
        var what = $"not reset: {Counted.Of(holdings.Queued.Count, "record")} without a receipt and {Counted.Of(holdings.Others, "damaged or unfinished one")} on this board and nowhere else";
        if (stick is null) throw new CommandException($"{what}; let the agent bring them to the hub, or export them (edge-agent courier export DIR), then: edge-agent factory-reset --exported DIR");
        if (holdings.Missing(new Stick(stick, node)) is > 0 and var missing) throw new CommandException($"{what}; {missing} of them are not whole on {stick}: export again");
        return holdings;
    }

    private static string WordsFor(string node, Holdings holdings) => holdings switch
    {
        { Any: false } => $"reset {node}",
        { Others: 0 } => $"delete {Counted.Of(holdings.Queued.Count, "record")} of {node}",
        _ => $"delete {Counted.Of(holdings.Queued.Count, "record")} and {Counted.Of(holdings.Others, "damaged or unfinished one")} of {node}",
    };

    private static string NodeOf(DataFolder data)
    {
        try
        {
            return IdentityStore.Provisioned(new IdentityFiles(data))?.Node ?? Nobody;
        }
        catch (IOException)
        {
            return Nobody;
        }
    }

    private static async Task<string?> AnswerAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(context.Input());
        var buffer = new char[LongestAnswer];
        var read = 0;
        while (read < buffer.Length && await reader.ReadAsync(buffer.AsMemory(read, 1), cancellationToken) == 1 && buffer[read] != '\n') read++;
        return new string(buffer, 0, read).Trim();
    }
}
