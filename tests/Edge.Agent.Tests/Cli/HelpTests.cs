using System.CommandLine;
using Edge.Agent.Cli;
using Edge.Hosting;
using Edge.Testing.Commands;

namespace Edge.Agent.Tests.Cli;

public sealed class HelpTests
{
    [Fact]
    public async Task On_a_Vietnamese_terminal_no_help_has_a_word_of_English() =>
        Assert.Empty(await new EnglishHelp(() => Build(null), words => HelpAsync("vi", words)).LeftAsync());

    [Fact]
    public async Task Elsewhere_it_is_English()
    {
        Assert.Contains("Let somebody wait again", await HelpAsync("en", "queue", "pass", "--help"), StringComparison.Ordinal);
        var vietnamese = await HelpAsync("vi", "queue", "pass", "--help");
        Assert.Contains(" queue pass [<NUMBER>] [tuỳ chọn]\n", vietnamese, StringComparison.Ordinal);
        Assert.Contains("Sang bàn khác, 1 đến 9", vietnamese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manual_in_English_stays_so_on_a_Vietnamese_terminal()
    {
        Assert.Contains("Let somebody wait again", await HelpAsync("vi", "manual", "--lang", "en"), StringComparison.Ordinal);
        Assert.Contains("Sang bàn khác, 1 đến 9", await HelpAsync("en", "manual", "--lang", "vi"), StringComparison.Ordinal);
    }

    // Only what is named is built: whoever is not named first must not be missed.
    [Fact]
    public void A_command_that_is_named_is_what_it_is_in_the_whole_tree()
    {
        var whole = Build(null);
        Assert.Equal(20, whole.Subcommands.Count);
        foreach (var command in whole.Subcommands) Assert.Equal(Shape(command), Shape(Build(command.Name).Subcommands.Single(c => c.Name == command.Name)));
        Assert.Single(Build("status").Subcommands);
        foreach (var first in (string?[])[null, "", "nosuch", "--data", "--help", "Status", "manual", "completion"]) Assert.Equal(whole.Subcommands.Select(Shape), Build(first).Subcommands.Select(Shape));
    }

    private static RootCommand Build(string? first) => AgentCommands.Build(new CommandContext(TextWriter.Null, TextWriter.Null, () => Stream.Null, _ => { }), first);

    private static string Shape(Command command) => $"{command.Name}: {command.Description} ({string.Join(", ", command.Arguments.Select(a => a.Name).Concat(command.Options.Select(o => o.Name)))}) [{string.Join("; ", command.Subcommands.Select(Shape))}]";

    private static async Task<string> HelpAsync(string language, params string[] words)
    {
        using var output = new StringWriter();
        Assert.Equal(ExitCode.Ok, await new AgentCommands(_ => { }, output, TextWriter.Null, () => Stream.Null) { Language = language }.InvokeAsync(words, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
