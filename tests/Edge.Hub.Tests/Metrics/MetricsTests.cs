using System.Net;
using System.Text.RegularExpressions;
using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Metrics;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Tests.Metrics;

/// <summary>What monitoring reads: right, bounded, about nobody, and not for everybody.</summary>
public sealed partial class MetricsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Boards_backlog_and_records_are_told_as_the_fleet_has_them()
    {
        await using var hub = await HubHarness.StartAsync();
        Fill(hub, [Row("kiosk-lan", "north", BoardState.Silent) with { BacklogRecords = 3, BacklogBytes = 1_500, Stored = 7, Gaps = 1 }, Row("kiosk-minh", "south", BoardState.Healthy) with { Online = true, BacklogRecords = 2, Stored = 5 }]);
        var text = await ScrapeAsync(hub);
        foreach (var line in (string[])["edge_boards{state=\"silent\"} 1", "edge_boards{state=\"healthy\"} 1", "edge_boards{state=\"locked\"} 0", "edge_boards_online 1", "edge_backlog_records 5", "edge_backlog_bytes 1500",
            "edge_group_backlog_records{group=\"north\"} 3", "edge_group_boards{group=\"south\",state=\"healthy\"} 1", "edge_records_stored 12", "edge_records_gaps 1", "edge_records_not_safe 0", "edge_records_held_total{reason=\"storage\"} 0", "edge_ingest_connected 0"])
        {
            Assert.Contains($"\n{line}\n", text.Replace("{} ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.Contains("# HELP edge_boards Boards by state.", text, StringComparison.Ordinal);
        Assert.Contains("kestrel_active_connections", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_cpu_time_seconds_total", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Eleven_thousand_boards_make_a_bounded_number_of_series_and_none_names_a_board()
    {
        await using var hub = await HubHarness.StartAsync(("Telemetry:Groups", "20"));
        Fill(hub, [.. Enumerable.Range(0, 11_000).Select(i => Row($"board-{i:00000}", $"group-{i % 500}", (BoardState)(i % 6)) with { BacklogRecords = 1 }).OrderBy(r => r.Node, StringComparer.Ordinal)]);
        var text = await ScrapeAsync(hub);
        Assert.DoesNotContain("board-", text, StringComparison.Ordinal);
        var series = text.Split('\n').Where(l => l.StartsWith("edge_", StringComparison.Ordinal)).ToList();
        // 20 groups and the rest, by state; three more of each group.
        Assert.Equal(21 * 6, series.Count(l => l.StartsWith("edge_group_boards{", StringComparison.Ordinal)));
        Assert.InRange(series.Count, 21 * 9, (21 * 9) + 100);
        Assert.Equal(11_000, series.Where(l => l.StartsWith("edge_group_backlog_records{", StringComparison.Ordinal)).Sum(l => double.Parse(l.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
        // Only labels that were meant, so that nothing of a citizen, an officer or a user can ever stand in one.
        Assert.Empty(series.SelectMany(l => Label().Matches(l).Select(m => m.Groups[1].Value)).Except(["state", "group", "reason", "part", "version", "cause", "le"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task Programs_of_this_machine_read_it_and_nobody_else_does_without_a_token()
    {
        await using var hub = await HubHarness.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(hub.Http, MetricsDoor.Path), Token)).StatusCode);
        foreach (var header in (string[])["X-Forwarded-For", "Forwarded", "Via"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hub.Http, MetricsDoor.Path));
            request.Headers.TryAddWithoutValidation(header, "192.0.2.1");
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(request, Token)).StatusCode);
        }
        using var https = hub.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await https.GetAsync(MetricsDoor.Path, Token)).StatusCode);
        var token = (await hub.Get<TokenBook>().AddAsync(Actor.CommandLine, new TokenRequest("prometheus", Role.Viewer, 1), Token)).Token;
        using var allowed = new HttpRequestMessage(HttpMethod.Get, MetricsDoor.Path);
        allowed.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        Assert.Equal(HttpStatusCode.OK, (await https.SendAsync(allowed, Token)).StatusCode);
        using var forged = new HttpRequestMessage(HttpMethod.Get, MetricsDoor.Path);
        forged.Headers.TryAddWithoutValidation("Authorization", "Bearer forged");
        Assert.Equal(HttpStatusCode.Unauthorized, (await https.SendAsync(forged, Token)).StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_loopback_can_be_closed()
    {
        await using var hub = await HubHarness.StartAsync(("Telemetry:Loopback", "false"));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri(hub.Http, MetricsDoor.Path), Token)).StatusCode);
    }

    [Fact]
    public void An_address_that_is_none_is_refused_with_its_name()
    {
        var e = Assert.Throws<Edge.Hosting.Configuration.ConfigurationException>(() => Edge.Hub.Admin.HubHost.Create(new HubArguments("/nowhere", null, new Dictionary<string, string?> { ["Telemetry:Otlp"] = "collector:4318" })));
        Assert.Contains("Telemetry:Otlp is 'collector:4318'; it must be an address such as http://collector:4318/v1/metrics, or empty", e.Message, StringComparison.Ordinal);
    }

    internal static async Task<string> ScrapeAsync(HubHarness hub)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return await client.GetStringAsync(new Uri(hub.Http, MetricsDoor.Path), Token);
    }

    // No board is known, so that whoever keeps the rows sees no change, and leaves what is set here.
    internal static void Fill(HubHarness hub, IReadOnlyList<FleetRow> rows) => hub.Get<FleetBook>().Set(rows);

    internal static FleetRow Row(string node, string group, BoardState state) => new() { Node = node, Group = group, State = state };

    [GeneratedRegex(@"[{,]([a-z_]+)=""")]
    private static partial Regex Label();
}
