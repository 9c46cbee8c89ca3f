using Edge.Hub.Cli;
using Edge.Hub.Tests.Support;
using Edge.Testing.Commands;

namespace Edge.Hub.Tests.Cli;

/// <summary>Whatever is typed, what a person reads is one of our sentences.</summary>
public sealed class WrongInputTests(ITestOutputHelper output)
{
    private const int MostPins = 10;

    private int _pins;

    private readonly SaidLines _said = new("Cli/sentences.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Every_command_with_wrong_input_answers_in_our_words()
    {
        using var files = new WrongFiles();
        foreach (var data in Folders(files)) foreach (var input in new WrongInputs(HubCli.Root(), files).Plausible().Where(i => !Runs(i))) await TryAsync(files, input, data);
        foreach (var data in (string[])[files.Garbage, "/proc"]) await TryAsync(files, ["run"], data);
        foreach (var input in new WrongInputs(HubCli.Root(), files).Paths()) await TryAsync(files, input, files.Folder);
        foreach (var configuration in files.Configurations) foreach (var command in (string[])["run", "check"]) await TryAsync(files, [command, "--config", configuration], files.Folder);
        await using (var hub = await HubHarness.StartAsync())
        {
            await hub.AddAsync("kiosk-1");
            // As long as there is none.
            await TryAsync(files, ["officer", "list"], hub.Paths.Data);
            foreach (var input in new WrongInputs(HubCli.Root(), files).Everything().Where(i => !Runs(i))) await TryAsync(files, input, hub.Paths.Data);
        }
        output.WriteLine($"{_said.Inputs} inputs, {_said.Lines} lines on standard error, {_said.Outside.Count} outside the catalogue");
        foreach (var slow in _said.Slowest) output.WriteLine(slow);
        foreach (var (line, input) in _said.Outside) output.WriteLine($"{line}\n    of: {input}");
        foreach (var sentence in _said.Unmet) output.WriteLine($"nothing says: {sentence}");
        Assert.Empty(_said.Outside);
        Assert.Empty(_said.Unmet);
    }

    // It would, for ever: what it may be given is wrong only where it cannot be read.
    private static bool Runs(string[] input) => input is ["run", ..] && HubCli.Root().Parse(input).Errors.Count == 0;

    private static IEnumerable<string> Folders(WrongFiles files) =>
        [files.Folder, files.Garbage, files.Spoilt("hub.db", "keys/ca.key", "trust/root.pub"), files.Spoilt("hub.sock")];

    private async Task TryAsync(WrongFiles files, string[] input, string data)
    {
        // A PIN is made slowly on purpose: some of what fails behind that is enough.
        if (input is ["officer", "add" or "pin", ..] && HubCli.Root().Parse(input).Errors.Count == 0 && (data == files.Folder || ++_pins > MostPins)) return;
        files.Tidy();
        using var answer = new StringWriter();
        using var error = new StringWriter();
        await _said.TryAsync(["--data", data, .. input], answer, error, words => HubCli.RunAsync(words, answer, error, Token));
    }
}
