using System.Net;
using System.Net.Http.Headers;
using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging;

namespace Edge.Hub.Tests.Accounts;

/// <summary>Tokens that open nothing are on record, and bounded.</summary>
public sealed class BadTokenTests
{
    private static readonly string Forged = TokenBook.Prefix + new string('A', 43);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forged_revoked_and_expired_tokens_are_on_record_by_their_names()
    {
        await using var hub = await HubHarness.StartAsync();
        var tokens = hub.Get<TokenBook>();
        var stolen = (await tokens.AddAsync(Actor.CommandLine, new TokenRequest("stolen", Role.Admin, 30), Token)).Token;
        var old = (await tokens.AddAsync(Actor.CommandLine, new TokenRequest("old", Role.Viewer, 1), Token)).Token;
        await tokens.RevokeAsync(Actor.CommandLine, "stolen", Token);
        hub.Time.Pass(TimeSpan.FromDays(2));
        await hub.Get<SignInRecord>().FlushAsync(Token);
        using var program = Browser.Open(hub);
        foreach (var (token, times) in new[] { (Forged, 3), (stolen, 2), (old, 1) })
        {
            for (var i = 0; i < times; i++) Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(program, token));
        }
        // By a way that anybody may ask, too.
        using (var live = await program.SendAsync(HttpMethod.Get, "/health/live", site: "", change: h => h.Authorization = new AuthenticationHeaderValue("Bearer", Forged))) Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        await hub.Get<SignInRecord>().FlushAsync(Token);
        var entries = (await hub.Get<AuditReader>().ListAsync(null, null, 100, Token)).Where(e => e.Act == "token-refused").ToDictionary(e => e.Target, e => e.Detail);
        Assert.Equal(new Dictionary<string, string> { ["unknown"] = "4 forged", ["stolen"] = "2 revoked", ["old"] = "1 expired" }, entries);
        Assert.False(hub.Get<ILoggerFactory>().CreateLogger(typeof(TokenHandler).FullName!).IsEnabled(LogLevel.Information));
    }

    [Fact]
    public async Task An_address_that_guesses_is_refused_unread_and_a_program_beside_it_is_not()
    {
        await using var hub = await HubHarness.StartAsync(("Accounts:BadTokensPerMinute", "5"));
        var good = (await hub.Get<TokenBook>().AddAsync(Actor.CommandLine, new TokenRequest("program", Role.Viewer, 30), Token)).Token;
        using var program = Browser.Open(hub);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(program, good));
        await Until.TrueAsync(async () => await AskAsync(program, Forged) == HttpStatusCode.TooManyRequests, "tokens are refused as too many");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(program, good));
        using var elsewhere = Browser.Open(hub, "127.0.0.2");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(elsewhere, Forged));
        await hub.Get<TokenBook>().RevokeAsync(Actor.CommandLine, "program", Token);
        Assert.Contains(await AskAsync(program, good), (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests]);
    }

    private static async Task<HttpStatusCode> AskAsync(Browser program, string token)
    {
        using var answer = await program.SendAsync(HttpMethod.Get, "/api/v1/areas", site: "", change: h => h.Authorization = new AuthenticationHeaderValue("Bearer", token));
        return answer.StatusCode;
    }
}
