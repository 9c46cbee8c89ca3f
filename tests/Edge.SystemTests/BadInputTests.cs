using Edge.Testing.Processes;

namespace Edge.SystemTests;

/// <summary>Wrong settings and missing options end the real programs with the right code and words.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly RunFolder _folder = RunFolder.Create("edge-st-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string[]> Mistakes => new()
    {
        { "agent", "Spol:ReserveBytes=1", ["Spol", "known are", "Spool"] },
        { "agent", "Spool:ReservBytes=1", ["Spool:ReservBytes", "ReserveBytes"] },
        { "agent", "Spool:ReserveBytes=much", ["Spool:ReserveBytes", "much", "a whole number", "0", "1099511627776"] },
        { "agent", "Uplink:WindowBytes=1", ["Uplink:WindowBytes", "1", "16384", "1048576"] },
        { "agent", "Uplink:RetryDelay=01:00:00", ["Uplink:RetryDelay", "01:00:00", "00:00:00.1", "00:05:00"] },
        { "agent", "Spool:AllowVolatile=perhaps", ["Spool:AllowVolatile", "perhaps", "true or false"] },
        { "hub", "Ingst:Turn=00:00:10", ["Ingst", "known are", "Ingest"] },
        { "hub", "Ingest:Turns=00:00:10", ["Ingest:Turns", "Turn"] },
        { "hub", "Ingest:WindowChunks=many", ["Ingest:WindowChunks", "many", "a number", "64", "100000"] },
        { "hub", "Ingest:WindowChunks=63", ["Ingest:WindowChunks", "63", "64", "100000"] },
        { "hub", "Ingest:Turn=1.00:00:00", ["Ingest:Turn", "1.00:00:00", "00:00:01", "00:05:00"] },
        { "hub", "Listen:Http=nowhere", ["Listen:Http", "nowhere"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_wrong_setting_ends_run_and_check_with_78_and_says_key_value_and_bound(string program, string setting, string[] words)
    {
        var (key, value) = (setting[..setting.IndexOf('=', StringComparison.Ordinal)], setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var (section, name) = (key.Split(':')[0], key.Split(':')[1]);
        var file = _folder.File("settings.json");
        await File.WriteAllTextAsync(file, $$"""{ "{{section}}": { "{{name}}": "{{value}}" } }""", Token);
        var environment = new Dictionary<string, string> { [$"EDGE_{section}__{name}"] = value };
        foreach (var command in new[] { "run", "check" })
        {
            foreach (var result in new[] { await RunAsync(program, [command, "--config", file]), await RunAsync(program, [command], environment) })
            {
                Assert.True(result is { ExitCode: 78, Output: "" }, $"{result.Command} ended with {result.ExitCode}: {result.Output}{result.Errors}");
                foreach (var word in words) Assert.Contains(word, result.Errors, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
            }
        }
        // Nothing was made before the mistake was seen.
        Assert.False(Directory.Exists(_folder.File(program)));
    }

    [Theory]
    [InlineData("agent", "submit --field a=b", "--kind")]
    [InlineData("agent", "submit --kind card", "--field")]
    [InlineData("agent", "submit --kind card --field a=b --priority 10", "0")]
    [InlineData("agent", "submit --kind card --field a=b --id 12", "12")]
    [InlineData("agent", "provision", "either FILE")]
    [InlineData("agent", "jump", "jump")]
    [InlineData("hub", "node add kiosk-1 --address a:1 --out x", "--group")]
    [InlineData("hub", "node add Kiosk_1 --group g --address a:1 --out x", "Kiosk_1")]
    [InlineData("hub", "node add kiosk-1 --group g --address nowhere --out x", "nowhere")]
    [InlineData("hub", "export --out x", "--key")]
    [InlineData("hub", "jump", "jump")]
    public async Task A_missing_or_unusable_option_ends_with_64_and_names_it(string program, string command, string word)
    {
        var result = await RunAsync(program, command.Split(' '));
        Assert.True(result is { ExitCode: 64, Output: "" }, $"{result.Command} ended with {result.ExitCode}: {result.Output}{result.Errors}");
        Assert.Contains(word, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent", "")]
    [InlineData("agent", "{\"Spool\":")]
    [InlineData("hub", "")]
    [InlineData("hub", "{\"Ingest\":")]
    public async Task A_missing_or_broken_configuration_file_ends_with_78_and_names_the_file(string program, string content)
    {
        var file = _folder.File("settings.json");
        if (content.Length > 0) await File.WriteAllTextAsync(file, content, Token);
        var result = await RunAsync(program, ["run", "--config", file]);
        Assert.Equal((78, ""), (result.ExitCode, result.Output));
        Assert.Contains(file, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_is_not_provisioned_does_not_run_and_says_what_to_do()
    {
        var result = await RunAsync("agent", ["run"], new Dictionary<string, string> { ["EDGE_Spool__AllowVolatile"] = "true" });
        Assert.Equal((78, ""), (result.ExitCode, result.Output));
        Assert.Contains("not provisioned", result.Errors, StringComparison.Ordinal);
        Assert.Contains("edge-agent provision FILE", result.Errors, StringComparison.Ordinal);
    }

    private Task<ToolResult> RunAsync(string program, string[] args, Dictionary<string, string>? environment = null) =>
        ToolRun.RunAsync(program == "agent" ? EdgeTool.Agent : EdgeTool.Hub, [.. args, "--data", _folder.File(program)], environment: environment, cancellationToken: Token);
}
