using Edge.Hub.Accounts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Support;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Accounts;

/// <summary>Strangers keep no user out who has a browser that the hub knows.</summary>
public sealed class KnownBrowserTests
{
    private const string Wrong = "wrong and long enough";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_that_strangers_lock_stays_open_to_a_browser_that_has_signed_it_in()
    {
        await using var hub = await HubHarness.StartAsync();
        using var known = await Browser.SignedInAsync(hub, Role.Admin, "hoa");
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("minh", Role.Viewer, "vi", Browser.Password), Token);
        using var stranger = Browser.Open(hub, "127.0.0.2");
        foreach (var name in (string[])["hoa", "minh"])
        {
            for (var i = 0; i < SignInDesk.MostFailures; i++) await ProblemAsync(stranger, name, Wrong);
            Assert.Equal("locked", await ProblemAsync(stranger, name, Browser.Password));
        }
        Assert.Null(await ProblemAsync(known, "hoa", Browser.Password));
        // Its own user alone; and what it gets wrong itself is counted, too.
        Assert.Equal("locked", await ProblemAsync(known, "minh", Browser.Password));
        for (var i = 1; i < SignInDesk.MostFailures; i++) Assert.Equal("wrong", await ProblemAsync(known, "hoa", Wrong));
        Assert.Equal("locked", await ProblemAsync(known, "hoa", Wrong));
        Assert.Equal("locked", await ProblemAsync(known, "hoa", Browser.Password));
        hub.Time.Pass(TimeSpan.FromMinutes(16));
        Assert.Null(await ProblemAsync(known, "hoa", Browser.Password));
    }

    [Fact]
    public async Task A_cookie_that_is_too_old_or_made_up_makes_no_browser_known()
    {
        await using var hub = await HubHarness.StartAsync();
        using var known = await Browser.SignedInAsync(hub, Role.Admin, "hoa");
        using var stranger = Browser.Open(hub, "127.0.0.2");
        stranger.Cookies.Add(new System.Net.Cookie("edge-hub-known", "hoa%0Aabc%0A99999999999", "/account", hub.Http.Host));
        hub.Time.Pass(TimeSpan.FromDays(181));
        for (var i = 0; i < SignInDesk.MostFailures; i++) await ProblemAsync(stranger, "hoa", Wrong);
        Assert.Equal("locked", await ProblemAsync(stranger, "hoa", Browser.Password));
        Assert.Equal("locked", await ProblemAsync(known, "hoa", Browser.Password));
    }

    [Fact]
    public async Task A_crowd_of_strangers_is_bounded_and_known_browsers_are_not_of_it()
    {
        await using var hub = await HubHarness.StartAsync(("Accounts:SignInsPerMinuteOverall", "3"), ("Accounts:SignInsPerMinute", "10000"));
        using var known = await Browser.SignedInAsync(hub, Role.Admin, "hoa");
        using var one = Browser.Open(hub, "127.0.0.2");
        using var other = Browser.Open(hub, "127.0.0.3");
        var i = 0;
        await Until.TrueAsync(async () => await ProblemAsync(i++ % 2 == 0 ? one : other, $"guess-{i}", Wrong) == "busy", "attempts of two addresses are refused as too many");
        Assert.Null(await ProblemAsync(known, "hoa", Browser.Password));
    }

    [Theory]
    [InlineData("hoa")]
    [InlineData("nobody")]
    public async Task A_wrong_password_writes_nothing_before_the_one_that_locks(string name)
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Viewer, "vi", Browser.Password), Token);
        using var browser = Browser.Open(hub);
        var archive = hub.Get<ArchiveWriter>();
        // Whoever wanted to write would wait for this turn.
        using (await archive.TurnAsync(Token))
        {
            for (var i = 1; i < SignInDesk.MostFailures; i++) Assert.Equal("wrong", await ProblemAsync(browser, name, Wrong));
        }
        Assert.Equal("locked", await ProblemAsync(browser, name, Wrong));
        await using var db = await archive.OpenAsync(Token);
        Assert.Equal("1", db.Set<HubSetting>().Single(s => s.Key == HubSetting.Strangers).Value);
    }

    private static async Task<string?> ProblemAsync(Browser browser, string name, string password)
    {
        using var answer = await browser.SignInAsync(name, password);
        var led = answer.Headers.Location!.OriginalString;
        return led == "/" ? null : led.Split("problem=")[1].Split('&')[0];
    }
}
