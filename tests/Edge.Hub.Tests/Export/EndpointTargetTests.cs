using System.Text;
using Edge.Hub.Export.Following;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Edge.Hub.Tests.Export;

/// <summary>What a receiver sees, and how each of its answers is taken.</summary>
public sealed class EndpointTargetTests : IAsyncLifetime
{
    private readonly List<(string Key, string? Token, string Body)> _got = [];
    private WebApplication _receiver = null!;
    private Func<HttpContext, Task> _answers = c => Status(c, 201);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
            _got.Add(($"{context.Request.Headers["Idempotency-Key"]}", context.Request.Headers.Authorization, await reader.ReadToEndAsync(Token)));
            await _answers(context);
        });
        await _receiver.StartAsync(Token);
    }

    [Fact]
    public async Task A_record_is_one_message_with_its_files_and_a_key_that_stays()
    {
        await using var bench = await FollowBench.OpenAsync();
        var row = await bench.StoreAsync();
        var failures = 2;
        _answers = c => Status(c, failures-- > 0 ? 503 : 200);
        var (follower, _) = bench.Start(Target(bench));
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        Assert.Equal(1, (await follower.DeliverAsync(Token)).Taken);
        Assert.Equal(3, _got.Count);
        Assert.Equal($"{row.RecordId}-{Convert.ToHexStringLower(row.ManifestDigest)}", Assert.Single(_got.Select(g => g.Key).Distinct()));
        var (_, token, body) = _got[^1];
        Assert.Equal("Bearer secret", token);
        foreach (var part in (string[])["name=about", $"\"recordId\":\"{row.RecordId}\"", "filename=record.json", "{\"n\":\"0\"}", "filename=face.jpg", "pixels"]) Assert.Contains(part, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(422)]
    public async Task An_answer_that_speaks_of_the_record_refuses_it(int status)
    {
        _answers = async c =>
        {
            (c.Response.StatusCode, c.Response.ContentType) = (status, "application/problem+json");
            await c.Response.WriteAsync("{\"title\":\"Unknown commune\\u001b[31m\",\"detail\":\"Giàng A Chơ\"}", Token);
        };
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync();
        var (follower, state) = bench.Start(Target(bench));
        Assert.Equal(1, (await follower.DeliverAsync(Token)).SetAside);
        var reason = Assert.Single(state.Aside).Reason;
        Assert.Contains($"{status}", reason, StringComparison.Ordinal);
        Assert.Contains("Unknown commune", reason, StringComparison.Ordinal);
        // An answer may repeat what was sent, and a terminal's commands.
        Assert.DoesNotContain("Giàng", reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', reason);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Any_other_answer_is_not_now(int status)
    {
        _answers = c =>
        {
            c.Response.Headers.RetryAfter = "120";
            return Status(c, status);
        };
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync();
        var (follower, state) = bench.Start(Target(bench));
        var e = await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        Assert.Equal(TimeSpan.FromMinutes(2), e.RetryAfter);
        Assert.Empty(state.Aside);
    }

    [Fact]
    public void A_large_record_has_longer_on_a_slow_line()
    {
        Assert.Equal(TimeSpan.FromMinutes(2), EndpointTarget.TimeFor(1000));
        Assert.True(EndpointTarget.TimeFor(10_000_000) > TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_or_hangs_up_is_not_now()
    {
        _answers = c =>
        {
            c.Abort();
            return Task.CompletedTask;
        };
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync();
        var (follower, _) = bench.Start(Target(bench));
        await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        await _receiver.StopAsync(Token);
        await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
    }

    [Theory]
    [InlineData("https://registry.example/v1/records", null)]
    [InlineData("http://127.0.0.1:9000/x", null)]
    [InlineData("http://[::1]:9000/x", null)]
    [InlineData("http://registry.example/x", "not encrypted")]
    [InlineData("http://127.0.0.1.example/x", "not encrypted")]
    [InlineData("https://a:b@registry.example/x", "--token-file")]
    [InlineData("https://registry.example/x#y", "fragment")]
    [InlineData("file:///x", "no address")]
    [InlineData("registry.example", "no address")]
    public void Records_go_in_the_clear_to_this_machine_only(string address, string? problem)
    {
        if (problem is null) Assert.Equal(address, ExportEndpoint.Parse(address, null).Address.OriginalString);
        else Assert.Contains(problem, Assert.Throws<HubException>(() => ExportEndpoint.Parse(address, null)).Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync() => await _receiver.DisposeAsync();

    private EndpointTarget Target(FollowBench bench)
    {
        var address = new Uri(_receiver.Urls.Single() + "/records");
        return new EndpointTarget(new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }), new ExportEndpoint(address, "secret"), bench.Time);
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
