using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>The real agent is killed (SIGKILL) while tickets are given, again and again.</summary>
public sealed class KioskKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Kills = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly HashSet<string> _given = [];
    private TestAgent _agent = null!;
    private int _id;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _agent = await TestAgent.ProvisionedAsync();

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Fact(Timeout = 180_000)]
    public async Task Whenever_it_is_killed_every_answered_ticket_is_there_once_and_a_retry_gives_no_second()
    {
        var dice = new Random(5);
        string? unanswered = null;
        for (var kill = 0; kill <= Kills; kill++)
        {
            using var agent = Start();
            try
            {
                using var http = _agent.Http();
                await ReadyAsync(http);
                if (kill == 0) (await http.PostAsync("/v1/queue/day/open", null, Token)).EnsureSuccessStatusCode();
                // The ticket whose answer the kill had cut off, asked for again by its id: given now or then, but once.
                if (unanswered is not null) Assert.True(_given.Add(await GiveAsync(http, unanswered)), "a ticket came back for a wish of another id");
                await CheckAsync(http);
                if (kill == Kills) break;
                unanswered = await GiveUntilKilledAsync(http, agent, dice.Next(1, 20), TimeSpan.FromMilliseconds(dice.Next(12)));
                await agent.WaitForExitAsync(Token);
            }
            finally
            {
                if (!agent.HasExited) agent.Kill();
            }
        }
        output.WriteLine($"{_given.Count} tickets over {Kills} kills");
        Assert.True(_given.Count > 2 * Kills, $"only {_given.Count} tickets were given");
    }

    [Fact(Timeout = 1_200_000)]
    public async Task Killed_between_any_two_steps_of_a_day_with_pause_and_two_desks_the_queue_is_the_same()
    {
        // One line a life of the agent: its last step is answered, and then it is killed.
        (string Path, object Body)[][] lives =
        [
            [("day/open", new { }), ("tickets", new { service = "card" }), ("tickets", new { service = "account" }), ("tickets", new { service = "card" }), ("pause", new { on = true })],
            [("next", new { }), ("next", new { desk = 2 })],
            [("pass", new { service = "result", toDesk = 2 })],
            [("done", new { desk = 2 }), ("next", new { desk = 2 }), ("undo", new { desk = 2 })],
            [("pause", new { on = true }), ("pause", new { on = false })],
            [("day/close", new { })],
            [("day/open", new { }), ("tickets", new { service = "card" })],
            [],
        ];
        string? before = null;
        foreach (var steps in lives)
        {
            using var agent = Start();
            try
            {
                using var http = _agent.Http();
                await ReadyAsync(http);
                if (before is not null) Assert.Equal(before, await QueueAsync(http));
                foreach (var (path, body) in steps)
                {
                    using var answer = await http.PostAsJsonAsync($"/v1/queue/{path}", body, Token);
                    Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Token)}");
                }
                before = await QueueAsync(http);
                agent.Kill();
                await agent.WaitForExitAsync(Token);
            }
            finally
            {
                if (!agent.HasExited) agent.Kill();
            }
        }
        // Numbers go on where they were when the day was opened again.
        Assert.Contains("A003", before, StringComparison.Ordinal);
    }

    // Without what changes by the time alone, or tells of devices.
    private static async Task<string> QueueAsync(HttpClient http)
    {
        var queue = await http.GetFromJsonAsync<JsonElement>("/v1/queue", Token);
        string Ticket(JsonElement t) => $"{t.GetProperty("number")} {t.GetProperty("service")} {t.GetProperty("state")} {(t.TryGetProperty("desk", out var desk) ? desk : "")} {(t.TryGetProperty("forDesk", out var only) ? only : "")} {(t.TryGetProperty("passedOn", out var passed) ? passed : "")}";
        return string.Join('\n', [queue.GetProperty("day").GetRawText(), queue.GetProperty("counts").GetRawText(), queue.GetProperty("canUndo").GetRawText(),
            .. queue.GetProperty("atDesks").EnumerateArray().Select(Ticket), .. queue.GetProperty("waiting").EnumerateArray().Select(Ticket)]);
    }

    private async Task<string> GiveUntilKilledAsync(HttpClient http, Process agent, int tickets, TimeSpan then)
    {
        using var fate = new Timer(_ => agent.Kill());
        for (var given = 0; ; given++)
        {
            if (given == tickets) fate.Change(then, Timeout.InfiniteTimeSpan);
            var id = $"00000000-0000-4000-8000-{++_id:D12}";
            try
            {
                Assert.True(_given.Add(await GiveAsync(http, id)), "a number was given twice");
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return id;
            }
        }
    }

    private async Task CheckAsync(HttpClient http)
    {
        var queue = await http.GetFromJsonAsync<JsonElement>("/v1/queue", Token);
        Assert.Equal(_given.Order(StringComparer.Ordinal), queue.GetProperty("waiting").EnumerateArray().Select(t => t.GetProperty("number").GetString()!).Order(StringComparer.Ordinal));
    }

    private static async Task<string> GiveAsync(HttpClient http, string id)
    {
        using var answer = await http.PostAsJsonAsync("/v1/queue/tickets", new { id, service = "card" }, Token);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("ticket").GetProperty("number").GetString()!;
    }

    private static async Task ReadyAsync(HttpClient http)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                (await http.GetAsync("/v1/queue", Token)).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (clock.Elapsed < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
            }
        }
    }

    private Process Start() => Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "edge-agent"), ["run", "--data", _agent.Data.Root])
    {
        Environment = { ["EDGE_Spool__AllowVolatile"] = "true", ["EDGE_Kiosk__Desks"] = "2" },
    })!;
}
