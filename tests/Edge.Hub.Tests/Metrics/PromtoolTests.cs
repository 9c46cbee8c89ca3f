using System.Diagnostics;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Metrics;

/// <summary>Prometheus' own tool looks at what its server will be given.</summary>
public sealed class PromtoolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task What_metrics_say_is_clean()
    {
        await using var hub = await HubHarness.StartAsync();
        MetricsTests.Fill(hub, [MetricsTests.Row("kiosk-1", "north", Edge.Hub.Views.Fleet.BoardState.Silent)]);
        Assert.Equal((0, ""), await RunAsync(await MetricsTests.ScrapeAsync(hub), "check", "metrics"));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_rules_that_are_shipped_are_clean_and_do_what_they_say()
    {
        var rules = Path.Combine(Root(), "deploy", "prometheus", "edge-hub.rules.yml");
        Assert.Equal(0, (await RunAsync("", "check", "rules", rules)).Code);
        var (code, said) = await RunAsync("", "test", "rules", Path.Combine(Root(), "deploy", "prometheus", "edge-hub.rules.test.yml"));
        Assert.True(code == 0, said);
    }

    [Fact(Timeout = 120_000)]
    public async Task Rules_and_dashboard_ask_for_nothing_that_is_not_told()
    {
        await using var hub = await HubHarness.StartAsync();
        MetricsTests.Fill(hub, [MetricsTests.Row("kiosk-1", "north", Edge.Hub.Views.Fleet.BoardState.Healthy)]);
        var told = (await MetricsTests.ScrapeAsync(hub)).Split('\n').Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).ToHashSet(StringComparer.Ordinal);
        // These have no value before something happened.
        told.UnionWith(["edge_backlog_oldest_age_seconds", "edge_ingest_last_commit_timestamp_seconds", "edge_ingest_group_duration_seconds", "edge_ingest_group_duration_seconds_bucket", "edge_ingest_messages_total", "edge_hub_part_ok", "aspnetcore_components_circuit_active"]);
        foreach (var file in (string[])["prometheus/edge-hub.rules.yml", "grafana/edge-hub.json"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Root(), "deploy", file), Token);
            var asked = System.Text.RegularExpressions.Regex.Matches(text, @"\b(?:edge|dotnet|kestrel|aspnetcore)_[a-z_]+\b").Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
            Assert.NotEmpty(asked);
            Assert.Empty(asked.Except(told));
        }
    }

    private static string Root()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Edge.sln"))) root = Path.GetDirectoryName(root)!;
        return root;
    }

    private static string Tool()
    {
        var fetched = Path.Combine(Root(), "artifacts", "tools", "promtool");
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, "promtool"));
        return path.Prepend(fetched).FirstOrDefault(File.Exists) ?? throw new InvalidOperationException($"promtool is not at {fetched} nor on the path; './edge test' fetches it");
    }

    private static async Task<(int Code, string Said)> RunAsync(string input, params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(Tool(), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await tool.StandardInput.WriteAsync(input);
        tool.StandardInput.Close();
        var said = await Task.WhenAll(tool.StandardOutput.ReadToEndAsync(Token), tool.StandardError.ReadToEndAsync(Token));
        await tool.WaitForExitAsync(Token);
        return (tool.ExitCode, string.Concat(said));
    }
}
