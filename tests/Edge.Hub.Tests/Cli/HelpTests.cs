using Edge.Hosting;
using Edge.Hub.Cli;
using Edge.Testing.Commands;

namespace Edge.Hub.Tests.Cli;

public sealed class HelpTests
{
    [Fact]
    public async Task On_a_Vietnamese_terminal_no_help_has_a_word_of_English() => Assert.Empty(await new EnglishHelp(() => HubCli.Root(), words => HelpAsync("vi", words)).LeftAsync());

    [Fact]
    public async Task Elsewhere_it_is_English() => Assert.Contains("Lists open alerts, the newest first", await HelpAsync("en", "alert", "list", "--help"), StringComparison.Ordinal);

    private static async Task<string> HelpAsync(string language, params string[] words)
    {
        using var output = new StringWriter();
        Assert.Equal(ExitCode.Ok, await HubCli.RunAsync(words, output, TextWriter.Null, language, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
