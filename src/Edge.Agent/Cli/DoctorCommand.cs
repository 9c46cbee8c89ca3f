using System.CommandLine;
using Edge.Agent.Doctor;
using Edge.Agent.Doctor.Report;
using Edge.Hosting;
using Edge.Hosting.Commands;

namespace Edge.Agent.Cli;

internal static class DoctorCommand
{
    public static Command Build(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "For machines; every text in both languages" };
        var print = new Option<bool>("--print-test") { Description = "Print a test ticket as well" };
        var wait = new Option<int>("--wait") { Description = "Seconds to wait for the running agent's answer", HelpName = "SECONDS", DefaultValueFactory = _ => (int)DoctorWishes.UsualPatience.TotalSeconds }.Between(1, 3600, " seconds");
        var language = new Option<string?>("--lang") { Description = "vi or en (default: by LC_ALL, LC_MESSAGES or LANG)", HelpName = "LANG" };
        language.AcceptOnlyFromAmong(TerminalLanguage.Vietnamese, TerminalLanguage.English);
        var command = new Command("doctor", "Check what this board needs, and say what to do where something is missing. Ends with 0 (all is well), 2 (attention) or 1 (a fault)") { json, print, wait, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var patience = TimeSpan.FromSeconds(parsed.GetValue(wait));
            var speech = parsed.GetValue(language) ?? context.Language;
            var vietnamese = speech == TerminalLanguage.Vietnamese;
            var wishes = new DoctorWishes
            {
                Patience = patience,
                PrintTicket = parsed.GetValue(print),
                Waiting = () => context.Error.WriteLine(vietnamese ? $"đang chờ phần mềm trả lời, nhiều nhất {patience.TotalSeconds:0} giây" : $"waiting for the agent's answer, up to {patience.TotalSeconds:0} s"),
            };
            var findings = new Diagnosis(context.Data(parsed), context.Config(parsed), context.Compose, wishes).ExamineAsync(cancellationToken);
            var all = parsed.GetValue(json) ? await JsonAsync(context, findings) : await TextAsync(context, findings, new ScreenText(speech));
            return all.Max(f => f.Grade) switch { Grade.Ok => ExitCode.Ok, Grade.Attention => ExitCode.Attention, _ => ExitCode.Fault };
        });
        return command;
    }

    private static async Task<List<Finding>> JsonAsync(CommandContext context, IAsyncEnumerable<Finding> findings)
    {
        var all = await findings.ToListAsync();
        await context.Output.WriteAsync(DoctorJson.Write(all, TimeProvider.System.GetUtcNow()) + "\n");
        return all;
    }

    // As they are found: the hub may take its time.
    private static async Task<List<Finding>> TextAsync(CommandContext context, IAsyncEnumerable<Finding> findings, ScreenText text)
    {
        List<Finding> all = [], well = [];
        await foreach (var finding in findings)
        {
            all.Add(finding);
            if (ScreenText.IsWellDevice(finding))
            {
                well.Add(finding);
                continue;
            }
            if (well.Count > 0 && !finding.Subject.Id.StartsWith("device-", StringComparison.Ordinal))
            {
                await WriteAsync(context, text.Well(well));
                well.Clear();
            }
            await WriteAsync(context, text.Lines(finding));
        }
        await WriteAsync(context, text.Sum(all));
        return all;
    }

    private static async Task WriteAsync(CommandContext context, IEnumerable<string> lines)
    {
        foreach (var line in lines) await context.Output.WriteLineAsync(line);
    }
}
