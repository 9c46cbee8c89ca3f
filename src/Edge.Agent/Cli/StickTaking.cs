using System.CommandLine;
using Edge.Agent.Commissioning;
using Edge.Agent.Identity;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Cli;

/// <summary>provision --from-stick: what a stick brought is judged and, where it is taken, kept; the running agent does the rest, or this process where the board is nobody yet.</summary>
internal static class StickTaking
{
    public static async Task<int> RunAsync(CommandContext context, ParseResult parsed, string drop, CancellationToken cancellationToken)
    {
        var (data, disk) = (context.Data(parsed), new LinuxDisk());
        DurableFile.EnsureFolder(disk, data.Root);
        FinishReset(data, disk);
        var folder = new StickFolder(data, disk);
        var (verdict, fresh) = Judge(drop, folder, new StickRules(data));
        if (verdict is null) return ExitCode.Ok;
        if (verdict.Why is { } why) await context.Error.WriteLineAsync($"edge-agent: not taken: {why}");
        if (IdentityStore.IsProvisioned(data)) return await TellAgentAsync(context, data, verdict, fresh, cancellationToken);
        var state = await new StickHost(data, context.Config(parsed), context.Compose).RunAsync(verdict, fresh, cancellationToken);
        if (state != StickState.Done) return ExitCode.Fault;
        await context.Output.WriteLineAsync($"provisioned as {IdentityStore.Load(data).Node}");
        return ExitCode.Ok;
    }

    // Its service is started for that too: a board without identity starts nothing else.
    private static void FinishReset(DataFolder data, IDisk disk)
    {
        var reset = new FactoryReset(data, disk);
        if (!reset.IsBegun) return;
        using var held = data.Hold();
        reset.FinishIfBegun();
    }

    // What waits since before a power cut is gone on with, whatever stick is in now.
    private static (StickVerdict? Verdict, bool Fresh) Judge(string drop, StickFolder folder, StickRules rules)
    {
        if (StickDrop.Read(drop) is not var (text, problem)) return (folder.Read() is null ? null : StickVerdict.Take, false);
        if (text is null) return (new StickVerdict(StickState.Failed, problem), true);
        var verdict = rules.Judge(text);
        try
        {
            return (verdict, verdict.IsTaken && folder.Put(text));
        }
        catch (DiskException e)
        {
            return (new StickVerdict(StickState.Failed, e.Message), true);
        }
    }

    private static async Task<int> TellAgentAsync(CommandContext context, DataFolder data, StickVerdict verdict, bool fresh, CancellationToken cancellationToken)
    {
        using var client = new AgentClient(data);
        using var answer = await client.SendAsync(HttpMethod.Post, "/v1/stick", JsonContent.Create(StickEndpoint.Said(verdict, fresh), options: StrictJson.Options), cancellationToken);
        await context.Output.WriteLineAsync(verdict.IsTaken ? "the running agent takes it, and tells by light, voice and paper" : "the running agent tells so by light, voice and paper");
        return verdict.State is StickState.Working or StickState.Done ? ExitCode.Ok : ExitCode.Fault;
    }
}
