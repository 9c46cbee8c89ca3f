using System.Net;
using System.Net.WebSockets;
using Edge.Hub.Accounts;
using Edge.Hub.Dashboard;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Api;

/// <summary>One user has so many live pages and no more.</summary>
public sealed class OpenPagesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_opens_no_more_pages_than_the_most_and_others_open_theirs()
    {
        await using var hub = await HubHarness.StartAsync();
        using var greedy = await Browser.SignedInAsync(hub, Role.Viewer, "hoa");
        using var other = await Browser.SignedInAsync(hub, Role.Viewer, "minh");
        var open = new List<ClientWebSocket>();
        try
        {
            HttpStatusCode answer;
            do
            {
                (var page, answer) = await OpenAsync(greedy);
                open.Add(page);
            }
            while (answer == HttpStatusCode.SwitchingProtocols && open.Count < 3 * OpenPages.MostEach);
            Assert.Equal(HttpStatusCode.TooManyRequests, answer);
            Assert.True(open.Count > OpenPages.MostEach, $"page {open.Count} is refused already");
            (var theirs, answer) = await OpenAsync(other);
            open.Add(theirs);
            Assert.Equal(HttpStatusCode.SwitchingProtocols, answer);
        }
        finally
        {
            foreach (var page in open) page.Dispose();
        }
        // A connection that polls could not be counted.
        using var polled = await greedy.SendAsync(HttpMethod.Get, "/_blazor?id=x");
        Assert.NotEqual(HttpStatusCode.NotFound, polled.StatusCode);
        Assert.Contains(polled.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests]);
    }

    private static async Task<(ClientWebSocket Page, HttpStatusCode Answer)> OpenAsync(Browser browser)
    {
        var page = new ClientWebSocket();
        page.Options.Cookies = browser.Cookies;
        page.Options.CollectHttpResponseDetails = true;
        page.Options.SetRequestHeader("Sec-Fetch-Site", "same-origin");
        try
        {
            await page.ConnectAsync(new UriBuilder(browser.Hub) { Scheme = "ws", Path = "/_blazor" }.Uri, Token);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }
        return (page, page.HttpStatusCode);
    }
}
