using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Edge.Agent.Admin;
using Edge.Agent.Kiosk.Voice;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Cli;

internal static class PromptsCommands
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly JsonSerializerOptions Lines = new(Readable) { WriteIndented = false };

    public static Command Build(CommandContext context) => new("prompts", "Look after what the board says: see docs/voice-and-paper.md")
    {
        SheetCommand(context),
        Check(context),
        Make(context),
    };

    private static Command SheetCommand(CommandContext context)
    {
        var language = Language(required: true);
        var csv = new Option<bool>("--csv") { Description = "As a table for a spreadsheet" };
        var json = new Option<bool>("--json") { Description = "As a manifest to fill in" };
        var command = new Command("sheet", "Write what has to be recorded for a language") { language, csv, json };
        command.SetAction(parsed => Guarded(() =>
        {
            var code = parsed.GetValue(language)!;
            var lines = Host(context, parsed).With(p => ActivatorUtilities.CreateInstance<RecordingSheet>(p).Lines(code));
            context.Output.Write((parsed.GetValue(json) ? Manifest(code, lines) : parsed.GetValue(csv) ? SheetText.Csv(lines) : SheetText.Plain(code, lines)) + "\n");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static Command Check(CommandContext context)
    {
        var language = Language(required: false);
        var json = new Option<bool>("--json") { Description = "One JSON object a finding, for machines" };
        var command = new Command("check", "Listen to every clip and tell what is missing or wrong") { language, json };
        command.SetAction(parsed => Guarded(() =>
        {
            var check = Host(context, parsed).With(p => ActivatorUtilities.CreateInstance<PackCheck>(p));
            var bad = 0;
            foreach (var code in parsed.GetValue(language) is { } one ? [one] : check.Languages)
            {
                var findings = check.Look(code);
                bad += findings.Count;
                foreach (var finding in findings) context.Output.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(finding, Lines) : $"{code}: {finding.Phrase ?? "pack"}: {finding.Problem}");
                if (!parsed.GetValue(json)) context.Output.WriteLine($"{code}: {check.Phrases - findings.Count(f => f.Phrase is not null)} of {check.Phrases} phrases are good");
            }
            return bad == 0 ? ExitCode.Ok : ExitCode.Fault;
        }));
        return command;
    }

    private static Command Make(CommandContext context)
    {
        var language = Language(required: true);
        var voice = new Option<string?>("--voice") { Description = "A voice of espeak-ng (default: the language)", HelpName = "NAME" };
        var texts = new Option<string>("--texts") { Description = "Folder with LANG/phrases.json", HelpName = "DIR", DefaultValueFactory = _ => PromptFolders.Shipped };
        var target = new Option<string>("--out") { Description = "Folder to write LANG/ to", HelpName = "DIR", Required = true };
        var command = new Command("make", "Speak a language's phrases with espeak-ng, where it has the language") { language, voice, texts, target };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var code = parsed.GetValue(language)!;
                var count = await new SpeechMaker(new LinuxDisk()).MakeAsync(parsed.GetValue(texts)!, code, parsed.GetValue(voice) ?? code, parsed.GetValue(target)!, cancellationToken);
                await context.Output.WriteLineAsync($"{code}: {count} phrases spoken");
                return ExitCode.Ok;
            }
            catch (PackException e)
            {
                throw new CommandException(e.Message, e);
            }
        });
        return command;
    }

    private static string Manifest(string language, IReadOnlyList<SheetLine> lines) => JsonSerializer.Serialize(new
    {
        language,
        name = "",
        spokenBy = "",
        licence = "",
        phrases = lines.ToDictionary(l => l.Phrase, l => new { l.File, Text = l.Text ?? "", l.Vietnamese, l.English }),
    }, Readable);

    private static Option<string> Language(bool required)
    {
        var option = new Option<string>("--lang") { Description = "The language's code, such as hmn", HelpName = "LANG", Required = required };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } code && !System.Text.RegularExpressions.Regex.IsMatch(code, "^[a-z]{2,8}(-[a-z0-9]{1,8})*$")) result.AddError($"--lang is '{code}'; it must be a language code, such as vi or hmn");
        });
        return option;
    }

    private static AgentHost Host(CommandContext context, ParseResult parsed) => new(context.Data(parsed), context.Config(parsed), context.Compose);

    private static int Guarded(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (PackException e)
        {
            throw new CommandException(e.Message, e);
        }
    }
}
