using System.CommandLine;
using Edge.Agent.Cli;
using Edge.Agent.Tests.Support;
using Edge.Testing.Commands;

namespace Edge.Agent.Tests.Cli;

/// <summary>Whatever is typed, what a person reads is one of our sentences.</summary>
public sealed class WrongInputTests(ITestOutputHelper output)
{
    // Writes pages of text on the board, and looks at all of it: tried with the few inputs that it refuses.
    private static readonly string[] Long = ["doctor", "support-bundle"];

    private readonly SaidLines _said = new("Cli/sentences.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Every_command_with_wrong_input_answers_in_our_words()
    {
        using var files = new WrongFiles();
        await using (var agent = await TestAgent.ProvisionedAsync())
        {
            foreach (var data in Folders(files)) foreach (var input in Plausible(files).Where(i => !Long.Contains(i[0]))) await TryAsync(files, input, "--data", data);
            foreach (var input in new WrongInputs(Root(), files).Paths()) await TryAsync(files, input, "--data", files.Folder);
            foreach (var configuration in files.Configurations) foreach (var command in (string[])["run", "check"]) await TryAsync(files, [command], "--data", agent.Data.Root, "--config", configuration);
            // A port of its own: another agent may have the usual one.
            agent.Configuration = """{"Desk":{"Address":"127.0.0.1:0"},"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0}}""";
            await agent.StartAsync();
            foreach (var input in new WrongInputs(Root(), files).Everything().Where(i => i is not ["run", ..])) await TryAsync(files, input, "--data", agent.Data.Root);
        }
        output.WriteLine($"{_said.Inputs} inputs, {_said.Lines} lines on standard error, {_said.Outside.Count} outside the catalogue");
        foreach (var slow in _said.Slowest) output.WriteLine(slow);
        foreach (var (line, input) in _said.Outside) output.WriteLine($"{line}\n    of: {input}");
        foreach (var sentence in _said.Unmet) output.WriteLine($"nothing says: {sentence}");
        Assert.Empty(_said.Outside);
        Assert.Empty(_said.Unmet);
    }

    private static IEnumerable<string[]> Plausible(WrongFiles files) => new WrongInputs(Root(), files).Plausible();

    private static IEnumerable<string> Folders(WrongFiles files) =>
        [files.Folder, files.Missing, files.Garbage, "/proc", files.Spoilt("state.db", "identity/node.crt", "identity/node.key", "identity/trust.bin"), files.Spoilt("agent.sock")];

    private async Task TryAsync(WrongFiles files, string[] input, params string[] also)
    {
        if (Long.Contains(input.FirstOrDefault()) && (input.Length < 2 || IsFree(input[^1]))) return;
        files.Tidy();
        using var answer = new StringWriter();
        using var error = new StringWriter();
        await _said.TryAsync([.. also, .. input], answer, error, words => new AgentCommands(Program.Compose, answer, error, () => new MemoryStream("no\n"u8.ToArray())).InvokeAsync(words, Token));
    }

    private static bool IsFree(string path) => path.Length > 0 && !Path.Exists(path) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)));

    private static RootCommand Root() => AgentCommands.Build(new CommandContext(TextWriter.Null, TextWriter.Null, () => Stream.Null, _ => { }));
}
