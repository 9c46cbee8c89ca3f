using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Edge.Agent.Cli;
using Edge.Hosting.Manual;
using Edge.Hub.Cli;

namespace Edge.SystemTests.Deploy;

/// <summary>The manual pages and completions that come with the packages: of every command, in both languages.</summary>
public sealed class ManualTests
{
    [Theory]
    [InlineData("edge-agent", "en")]
    [InlineData("edge-agent", "vi")]
    [InlineData("edge-hub", "en")]
    [InlineData("edge-hub", "vi")]
    public void Every_command_and_option_is_in_the_manual(string program, string language)
    {
        var texts = ManualTexts.Read(Assembly.Load(program), language);
        var page = ManualPage.Of(program, Root(program), texts).Replace("\\-", "-", StringComparison.Ordinal);
        Assert.All(CommandTree.Of(Root(program)).Where(c => c.Acts), command =>
        {
            Assert.Contains($".B {program} {command.Usage}\n", page, StringComparison.Ordinal);
            Assert.All(command.Options, option => Assert.Contains(CommandPath.Named(option), page, StringComparison.Ordinal));
        });
        Assert.Contains(".B --config FILE\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edge-agent")]
    [InlineData("edge-hub")]
    public void Every_command_has_a_text_in_Vietnamese(string program)
    {
        var texts = ManualTexts.Read(Assembly.Load(program), "vi");
        Assert.Empty(CommandTree.Of(Root(program)).Where(c => c.Acts).Select(c => c.Path).Except(texts.Commands.Keys));
        Assert.Empty(Root(program).Options.Where(o => o.Recursive && o.Name is "--data" or "--config").Select(o => o.Name).Except(texts.Options.Keys));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("edge-agent", "spool ", "list quarantine verify")]
    [InlineData("edge-agent", "spool list --", "--config --data --help --json")]
    [InlineData("edge-agent", "--data /tmp/x spool ver", "verify")]
    [InlineData("edge-agent", "queue no", "no-show")]
    [InlineData("edge-agent", "doc", "doctor")]
    [InlineData("edge-hub", "trust s", "show sign stage")]
    [InlineData("edge-hub", "record list --fl", "--flagged")]
    [InlineData("edge-hub", "export --key /usr/share/common-licenses/Apache", "/usr/share/common-licenses/Apache-2.0")]
    public async Task Bash_completes_what_can_come_next(string program, string typed, string expected)
    {
        var script = BashCompletion.Of(program, Root(program)) + $"""

            COMP_WORDS=({program} {typed}{(typed.EndsWith(' ') ? "''" : "")})
            COMP_CWORD=$(( {"$"}{"{#COMP_WORDS[@]}"} - 1 ))
            _{program.Replace('-', '_')}
            printf '%s\n' "{"$"}{"{COMPREPLY[@]}"}" | LC_ALL=C sort
            """;
        var start = new ProcessStartInfo("/bin/bash", ["--norc", "-eu", "-c", script]) { RedirectStandardOutput = true };
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static RootCommand Root(string program) =>
        program == "edge-hub" ? HubCli.Root() : AgentCommands.Build(new CommandContext(TextWriter.Null, TextWriter.Null, () => Stream.Null, _ => { }));
}
