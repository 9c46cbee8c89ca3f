using System.Net;
using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Accounts;

/// <summary>A session ends when its user says so, and after a shift in any case.</summary>
public sealed class SignOutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_signing_out_and_fills_no_audit()
    {
        await using var hub = await HubHarness.StartAsync();
        using var browser = await Browser.SignedInAsync(hub, Role.Viewer, "hoa");
        var form = await browser.FormTokenAsync();
        using var thief = Browser.Open(hub, "127.0.0.2");
        thief.Cookies.Add(browser.Cookies.GetAllCookies());
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var left = await thief.SendAsync(HttpMethod.Post, "/account/sign-out", content: new FormUrlEncodedContent([new("__RequestVerificationToken", form)]));
            answers.Add(left.StatusCode);
            // The answer takes the cookie away; a thief keeps it.
            thief.Cookies.Add(browser.Cookies.GetAllCookies());
        }
        Assert.Equal(HttpStatusCode.SeeOther, answers[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Single(await hub.Get<AuditReader>().ListAsync("hoa", null, 100, Token), e => e.Act == "signed-out");
        hub.Time.Pass(TimeSpan.FromSeconds(61));
        foreach (var one in (Browser[])[thief, browser])
        {
            using var page = await one.SendAsync(HttpMethod.Get, "/api/v1/areas");
            Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        }
    }

    [Fact]
    public async Task A_session_that_is_used_all_the_time_ends_after_twelve_hours()
    {
        await using var hub = await HubHarness.StartAsync();
        using var browser = await Browser.SignedInAsync(hub, Role.Viewer, "hoa");
        for (var hour = 1; hour <= 11; hour++)
        {
            hub.Time.Pass(TimeSpan.FromHours(1));
            using var page = await browser.SendAsync(HttpMethod.Get, "/api/v1/areas");
            Assert.Equal((hour, HttpStatusCode.OK), (hour, page.StatusCode));
        }
        hub.Time.Pass(TimeSpan.FromMinutes(61));
        using var over = await browser.SendAsync(HttpMethod.Get, "/api/v1/areas");
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
    }
}
