using Edge.Agent.Cli;
using Edge.Hosting;
using Edge.Testing.Commands;

namespace Edge.Agent.Tests.Cli;

public sealed class HelpTests
{
    [Fact]
    public async Task On_a_Vietnamese_terminal_no_help_has_a_word_of_English() =>
        Assert.Empty(await new EnglishHelp(() => AgentCommands.Build(new CommandContext(TextWriter.Null, TextWriter.Null, () => Stream.Null, _ => { })), words => HelpAsync("vi", words)).LeftAsync());

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

    private static async Task<string> HelpAsync(string language, params string[] words)
    {
        using var output = new StringWriter();
        Assert.Equal(ExitCode.Ok, await new AgentCommands(_ => { }, output, TextWriter.Null, () => Stream.Null) { Language = language }.InvokeAsync(words, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
