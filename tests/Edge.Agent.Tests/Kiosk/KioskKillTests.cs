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
        Environment = { ["EDGE_Spool__AllowVolatile"] = "true" },
    })!;
}
