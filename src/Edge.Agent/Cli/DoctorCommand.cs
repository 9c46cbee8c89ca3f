using System.CommandLine;
using Edge.Agent.Devices.Supervision;
using Edge.Agent.Doctor;
using Edge.Hosting;

namespace Edge.Agent.Cli;

internal static class DoctorCommand
{
    public static Command Build(CommandContext context)
    {
        var command = new Command("doctor", "Check what this board needs, and say what to do where something is missing");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var failed = false;
            await foreach (var finding in new Diagnosis(context.Data(parsed), context.Config(parsed), context.Compose).ExamineAsync(cancellationToken))
            {
                failed |= finding.Grade == Grade.Fail;
                await context.Output.WriteLineAsync($"{finding.Grade.ToString().ToUpperInvariant(),-4} {finding.Subject}: {finding.Text}");
            }
            return failed ? ExitCode.Fault : ExitCode.Ok;
        });
        return command;
    }
}
