using System.CommandLine;
using System.IO.Compression;
using Edge.Agent.Admin;
using Edge.Agent.Identity;
using Edge.Agent.Update;
using Edge.Agent.Update.Install;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Cli;

/// <summary>release: what root does with a release file, and what a person may ask of it.</summary>
internal static class ReleaseCommands
{
    public static Command Build(CommandContext context) => new("release", "Releases of this program: show, install, back") { Show(context), Install(context), Back(context), Stage(context), Recover(context), Pack(context) };

    private static Command Show(CommandContext context)
    {
        var place = Place();
        var command = new Command("show", "Say which release runs, and how the last one ended") { place };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Folder(parsed, place);
            var state = InstallState.Now(folder);
            await context.Output.WriteLineAsync($"runs     {folder.Runs() ?? "the package's program"}");
            await context.Output.WriteLineAsync($"before   {state.Before ?? "the package's program"}");
            if (state.Trial is { } trial) await context.Output.WriteLineAsync($"on trial {trial.Version}, since {trial.At:yyyy-MM-dd HH:mm} UTC");
            if (state.Last is { } last) await context.Output.WriteLineAsync($"last     {Line(last)}");
            foreach (var failed in state.Failed) await context.Output.WriteLineAsync($"failed   {Line(failed)}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Install(CommandContext context)
    {
        var file = new Argument<FileInfo?>("FILE") { Description = "A release file (default: what the agent has staged)", Arity = ArgumentArity.ZeroOrOne };
        var again = new Option<bool>("--again") { Description = "Try it although it was taken back, or left, before" };
        var place = Place();
        var command = new Command("install", "As root: check a release, install it beside the one that runs, try it, and take it back where it is not healthy") { file, again, place };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(file) is { Exists: false } given) throw new CommandException($"{given.FullName} {(Directory.Exists(given.FullName) ? "is a folder" : "is not there")}; name a release file, such as edge-agent.edge-release");
            var bench = Open(context, parsed, place);
            using var held = bench.Hold();
            // What an earlier one left undone, first: its agent may still be the one that was tried.
            if (bench.Switch.Recover() is { Result: not ReleaseResult.Installed } left)
            {
                await context.Error.WriteLineAsync($"edge-agent: {Line(left)}");
                await bench.Switch.RestartAsync(cancellationToken);
            }
            else bench.Installer.Sweep();
            // Started by a change that was no wish, or by one that was met meanwhile.
            if (parsed.GetValue(file) is null && !File.Exists(bench.Staged)) return ExitCode.Ok;
            var outcome = await bench.Installer.InstallAsync(parsed.GetValue(file)?.FullName ?? bench.Staged, parsed.GetValue(again), cancellationToken);
            return await EndAsync(context, outcome);
        });
        return command;
    }

    private static Command Back(CommandContext context)
    {
        var place = Place();
        var command = new Command("back", "As root: go back to the release, or the package's program, that ran before") { place };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var bench = Open(context, parsed, place);
            using var held = bench.Hold();
            try
            {
                return await EndAsync(context, await bench.Installer.BackAsync(cancellationToken));
            }
            catch (MalformedException e)
            {
                throw new CommandException(e.Message, e);
            }
        });
        return command;
    }

    // At every boot, before the agent.
    private static Command Recover(CommandContext context)
    {
        var place = Place();
        var command = new Command("recover", "End a trial that was cut off: the old program runs") { place };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            // With no settings: whatever is wrong with them, the old program comes back.
            var bench = new ReleaseBench(Folder(parsed, place), context.Data(parsed), new UpdateOptions());
            using var held = bench.Hold();
            if (bench.Switch.Recover() is { } outcome) await context.Output.WriteLineAsync(Line(outcome));
            bench.Installer.Sweep();
            Pin(bench);
            return ExitCode.Ok;
        });
        return command;
    }

    // The earlier root sees whom the board was provisioned by, the less time there is to tell it another.
    private static void Pin(ReleaseBench bench)
    {
        try
        {
            bench.Trust.Load();
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException)
        {
            // Not provisioned yet, or not now. What installs says what is wrong.
        }
    }

    private static Command Stage(CommandContext context)
    {
        var drop = new Argument<DirectoryInfo>("DIR") { Description = "What edge-agent-stick@.service copied from a stick" };
        var place = Place();
        var command = new Command("stage", "As the agent's user: check the release a stick brought, and keep it for root to install") { drop, place };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            var data = context.Data(parsed);
            var staging = new AgentHost(data, context.Config(parsed), context.Compose).With(p => new Staging(data, Folder(parsed, place), p.GetRequiredService<IDisk>(), p.GetRequiredService<IFreeSpace>(), p.GetRequiredService<IOptions<UpdateOptions>>()));
            try
            {
                var head = staging.TakeCopy(Path.Combine(parsed.GetValue(drop)!.FullName, "stick" + ReleaseRules.Extension), IdentityStore.Load(data).Trust.Current);
                await context.Output.WriteLineAsync($"release {head.Manifest.Version} is good and waits to be installed when nobody is at the desk");
                AskWhereNobodyRuns(staging, head, data);
                return ExitCode.Ok;
            }
            catch (MalformedException e)
            {
                throw new CommandException($"not taken: {Reason.Of(e)}", e);
            }
        });
        return command;
    }

    // A running agent asks when its desk is free; where none runs there is nobody to wait for, and a release may be what is wanted.
    private static void AskWhereNobodyRuns(Staging staging, ReleaseHead head, Storage.DataFolder data)
    {
        try
        {
            using var held = data.Hold();
            staging.Ask(head);
        }
        catch (IOException)
        {
            // One runs.
        }
    }

    private static Command Pack(CommandContext context)
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The program's files" };
        var output = new Option<FileInfo>("--out") { Description = "The release file, not signed yet", HelpName = "FILE", Required = true };
        var version = new Option<string>("--release-version") { Description = "As the package's", HelpName = "VERSION", Required = true };
        var number = new Option<ulong>("--number") { Description = "Its commit's seconds since 1970", HelpName = "N", Required = true };
        var arch = new Option<string>("--arch") { Description = "amd64 or arm64", HelpName = "ARCH", Required = true };
        var basis = new Option<DirectoryInfo?>("--base") { Description = "Leave out the files that this earlier release has too", HelpName = "DIR" };
        var baseNumber = new Option<ulong>("--base-number") { Description = "Its number", HelpName = "N" };
        var fast = new Option<bool>("--fast") { Description = "Compress for trials" };
        var command = new Command("pack", "Make a release file of a program's folder") { folder, output, version, number, arch, basis, baseNumber, fast };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var manifest = new ReleaseManifest { Version = parsed.GetValue(version)!, Number = parsed.GetValue(number), Architecture = parsed.GetValue(arch)!, System = ProgramFacts.SystemGeneration, Formats = { ProgramFacts.StoredFormats }, BaseNumber = parsed.GetValue(baseNumber) };
            try
            {
                await new ReleasePacker(manifest, parsed.GetValue(folder)!.FullName, parsed.GetValue(basis)?.FullName, parsed.GetValue(fast) ? CompressionLevel.Fastest : CompressionLevel.SmallestSize).WriteAsync(parsed.GetValue(output)!.FullName, cancellationToken);
            }
            catch (MalformedException e)
            {
                throw new CommandException(e.Message, e);
            }
            return ExitCode.Ok;
        });
        return command;
    }

    public static Option<DirectoryInfo?> Place() => new("--releases") { Description = "Where releases are (default: /var/lib/edge-releases)", HelpName = "DIR", Hidden = true };

    public static InstallFolder Folder(ParseResult parsed, Option<DirectoryInfo?> place) => parsed.GetValue(place) is { } given ? new InstallFolder(given.FullName) : InstallFolder.Installed;

    private static ReleaseBench Open(CommandContext context, ParseResult parsed, Option<DirectoryInfo?> place) =>
        new(Folder(parsed, place), context.Data(parsed), new AgentHost(context.Data(parsed), context.Config(parsed), context.Compose).With(p => p.GetRequiredService<IOptions<UpdateOptions>>().Value));

    private static async Task<int> EndAsync(CommandContext context, ReleaseOutcome outcome)
    {
        if (outcome.Result == ReleaseResult.Installed)
        {
            await context.Output.WriteLineAsync(Line(outcome));
            return ExitCode.Ok;
        }
        throw new CommandException($"{Line(outcome)}. The program that ran before runs");
    }

    private static string Line(ReleaseOutcome outcome) => $"{(outcome.Version.Length > 0 ? outcome.Version : "a file")} {outcome.Word} on {outcome.At:yyyy-MM-dd HH:mm} UTC: {outcome.Reason}";
}
