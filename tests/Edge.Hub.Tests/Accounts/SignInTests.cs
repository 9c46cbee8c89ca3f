using System.Net;
using Edge.Contracts;
using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Accounts;

public sealed class SignInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_signs_in_sees_the_first_page_and_nobody_else_does()
    {
        await using var hub = await HubHarness.StartAsync();
        using var browser = Browser.Open(hub);
        using (var turned = await browser.SendAsync(HttpMethod.Get, "/", change: h => h.Accept.ParseAdd("text/html")))
        {
            Assert.Equal(HttpStatusCode.Redirect, turned.StatusCode);
            Assert.StartsWith("/account/sign-in?returnUrl=", turned.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
        using (var turned = await browser.SendAsync(HttpMethod.Get, "/")) Assert.Equal(HttpStatusCode.Unauthorized, turned.StatusCode);
        using var signedIn = await Browser.SignedInAsync(hub, Role.Viewer, "hoa.1");
        using (var page = await signedIn.SendAsync(HttpMethod.Get, "/")) Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var cookie = Assert.Single(signedIn.Cookies.GetAllCookies(), c => c.Name == "edge-hub");
        Assert.True(cookie.HttpOnly);
        using (var left = await signedIn.SendAsync(HttpMethod.Post, "/account/sign-out", content: new FormUrlEncodedContent([new("__RequestVerificationToken", await signedIn.FormTokenAsync())])))
        {
            Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        }
        using (var turned = await signedIn.SendAsync(HttpMethod.Get, "/")) Assert.Equal(HttpStatusCode.Unauthorized, turned.StatusCode);
        Assert.Equal(["signed-out", "signed-in", "user-added"], (await hub.Get<AuditReader>().ListAsync("hoa.1", null, 10, Token)).Select(e => e.Act));
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_alone_and_over_https_for_https_alone()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Viewer, "vi", Browser.Password), Token);
        using var browser = Browser.Open(hub);
        using var answer = await browser.SignInAsync("hoa", Browser.Password);
        var set = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("edge-hub=", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", set, StringComparison.OrdinalIgnoreCase);
        using var client = hub.Client();
        using var page = await client.GetAsync(AccountEndpoints.SignIn, Token);
        Assert.Contains("secure", Assert.Single(page.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("hoa", "wrong and long enough")]
    [InlineData("nobody", "wrong and long enough")]
    [InlineData("locked", Browser.Password)]
    [InlineData("' OR 1=1 --", "wrong and long enough")]
    [InlineData("<script>alert(1)</script>", "\u001b[31m\u202e")]
    [InlineData("hoa", "")]
    public async Task Who_is_not_there_and_who_is_wrong_look_alike(string name, string password)
    {
        await using var hub = await HubHarness.StartAsync();
        foreach (var user in new[] { "hoa", "locked" }) await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser(user, Role.Operator, "vi", Browser.Password), Token);
        await hub.Get<UserBook>().LockAsync(Actor.CommandLine, "locked", locked: true, Token);
        using var browser = Browser.Open(hub);
        var answers = new List<string?>();
        for (var i = 0; i < 6; i++)
        {
            using var answer = await browser.SignInAsync(name, password);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            answers.Add(answer.Headers.Location?.OriginalString);
        }
        const string wrong = "/account/sign-in?problem=wrong&returnUrl=%2F", locked = "/account/sign-in?problem=locked&returnUrl=%2F";
        Assert.Equal([wrong, wrong, wrong, wrong, locked, locked], answers);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_a_user_for_fifteen_minutes_and_a_restart_does_not_help()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Viewer, "vi", Browser.Password), Token);
        using var browser = Browser.Open(hub);
        for (var i = 0; i < 5; i++) (await browser.SignInAsync("hoa", "wrong and long enough")).Dispose();
        using (var right = await browser.SignInAsync("hoa", Browser.Password)) Assert.Contains("problem=locked", right.Headers.Location!.OriginalString, StringComparison.Ordinal);
        // In the database, which is all that a restart leaves.
        Assert.NotNull(Assert.Single(await hub.Get<UserBook>().ListAsync(Token)).LockedUntil);
        hub.Time.Pass(TimeSpan.FromMinutes(14));
        using (var right = await browser.SignInAsync("hoa", Browser.Password)) Assert.Contains("problem=locked", right.Headers.Location!.OriginalString, StringComparison.Ordinal);
        hub.Time.Pass(TimeSpan.FromMinutes(2));
        using (var right = await browser.SignInAsync("hoa", Browser.Password)) Assert.Equal("/", right.Headers.Location!.OriginalString);
        for (var i = 0; i < 5; i++) (await browser.SignInAsync("hoa", "wrong and long enough")).Dispose();
        await hub.Get<UserBook>().LockAsync(Actor.CommandLine, "hoa", locked: false, Token);
        using (var right = await browser.SignInAsync("hoa", Browser.Password)) Assert.Equal("/", right.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_thousand_attempts_are_refused_and_on_record_and_disturb_nobody_else()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Viewer, "vi", Browser.Password), Token);
        using var signedIn = await Browser.SignedInAsync(hub, Role.Viewer, "minh");
        using var attacker = Browser.Open(hub, "127.0.0.2");
        var form = await attacker.FormTokenAsync();
        var attempts = Enumerable.Range(0, 1_000).Select(async i =>
        {
            using var answer = await attacker.SignInAsync(i % 2 == 0 ? "hoa" : $"guess-{i}", $"wrong and long {i}", form: form);
            return answer.Headers.Location?.OriginalString ?? "";
        });
        var disturbed = Task.Run(async () =>
        {
            using var page = await signedIn.SendAsync(HttpMethod.Get, "/");
            using var other = Browser.Open(hub, "127.0.0.3");
            await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("lan", Role.Viewer, "vi", Browser.Password), Token);
            using var answer = await other.SignInAsync("lan", Browser.Password);
            return (page.StatusCode, answer.Headers.Location?.OriginalString);
        }, Token);
        var refused = await Task.WhenAll(attempts);
        Assert.Equal((HttpStatusCode.OK, "/"), await disturbed);
        Assert.All(refused, r => Assert.StartsWith("/account/sign-in?problem=", r, StringComparison.Ordinal));
        Assert.DoesNotContain(attacker.Cookies.GetAllCookies(), c => c.Name == "edge-hub");
        await hub.Get<SignInRecord>().FlushAsync(Token);
        var entries = (await hub.Get<AuditReader>().ListAsync(null, null, 500, Token)).Where(e => e.Act == "sign-in-refused").ToList();
        // One for the user that is there and one for all names that are not, however many there were.
        Assert.InRange(entries.Count, 1, 2);
        Assert.All(entries, e => Assert.Contains(e.Target, (string[])["hoa", "unknown"]));
        Assert.Equal(1_000, entries.Sum(e => e.Detail.Split(", ").Sum(d => int.Parse(d.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))));
        Assert.DoesNotContain("guess", string.Concat(entries.Select(e => e.Target + e.Detail)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/boards?state=silent", "/boards?state=silent")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/a\\..\\evil", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\r\nSet-Cookie: a=b", "/")]
    [InlineData("", "/")]
    public async Task Signing_in_leads_to_a_place_of_this_hub_and_no_other(string asked, string led)
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Viewer, "vi", Browser.Password), Token);
        using var browser = Browser.Open(hub);
        using var answer = await browser.SignInAsync("hoa", Browser.Password, asked);
        Assert.Equal(led, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_form_of_another_page_signs_nobody_in()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Viewer, "vi", Browser.Password), Token);
        using var browser = Browser.Open(hub);
        using (var forged = await browser.SignInAsync("hoa", Browser.Password, form: "forged")) Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        var form = await browser.FormTokenAsync();
        using var content = new FormUrlEncodedContent([new("name", "hoa"), new("password", Browser.Password), new("__RequestVerificationToken", form)]);
        using var across = await browser.SendAsync(HttpMethod.Post, AccountEndpoints.SignIn, "cross-site", content);
        Assert.Equal(HttpStatusCode.Forbidden, across.StatusCode);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name == "edge-hub");
    }

    [Theory]
    [InlineData("hoa", "elevenchars")]
    [InlineData("hoa", "aaaaaaaaaaaaaaaa")]
    [InlineData("hoa.nguyen", "my HOA.nguyen password")]
    [InlineData("hoa", "with a\u0000 control in it")]
    [InlineData("hoa", null)]
    [InlineData("Hoa", Browser.Password)]
    [InlineData("hoa nguyen", Browser.Password)]
    [InlineData("", Browser.Password)]
    [InlineData("<script>", Browser.Password)]
    [InlineData("a\u202eb", Browser.Password)]
    [InlineData("a\u001b[31m", Browser.Password)]
    [InlineData("x'; DROP TABLE Users; --", Browser.Password)]
    public async Task A_bad_name_or_password_makes_no_user(string name, string? password)
    {
        await using var hub = await HubHarness.StartAsync();
        var refusal = await Assert.ThrowsAsync<MalformedException>(() => hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser(name, Role.Viewer, "vi", password), Token));
        Assert.Empty(await hub.Get<UserBook>().ListAsync(Token));
        if (password?.Length > 0) Assert.DoesNotContain(password, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_the_pages_are_the_hubs_alone()
    {
        await using var hub = await HubHarness.StartAsync();
        using var signedIn = await Browser.SignedInAsync(hub, Role.Viewer);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(hub.Paths.PageKeys));
        var keys = Directory.GetFiles(hub.Paths.PageKeys);
        Assert.NotEmpty(keys);
        Assert.All(keys, k => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(k)));
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("role")]
    [InlineData("password")]
    public async Task Whoever_is_changed_is_out_within_a_minute(string what)
    {
        await using var hub = await HubHarness.StartAsync();
        using var signedIn = await Browser.SignedInAsync(hub, Role.Operator, "hoa");
        using (var page = await signedIn.SendAsync(HttpMethod.Get, "/")) Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var users = hub.Get<UserBook>();
        _ = what switch
        {
            "lock" => await users.LockAsync(Actor.CommandLine, "hoa", locked: true, Token),
            "role" => await users.SetRoleAsync(Actor.CommandLine, "hoa", Role.Viewer, Token),
            _ => await users.SetPasswordAsync(Actor.CommandLine, "hoa", "another long password", Token),
        };
        hub.Time.Pass(TimeSpan.FromSeconds(61));
        using (var page = await signedIn.SendAsync(HttpMethod.Get, "/")) Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var hub = await HubHarness.StartAsync();
        var users = hub.Get<UserBook>();
        await users.AddAsync(Actor.CommandLine, new NewUser("one", Role.Admin, "vi", Browser.Password), Token);
        await Assert.ThrowsAsync<MalformedException>(() => users.LockAsync(Actor.CommandLine, "one", locked: true, Token));
        await Assert.ThrowsAsync<MalformedException>(() => users.SetRoleAsync(Actor.CommandLine, "one", Role.Viewer, Token));
        await users.AddAsync(Actor.CommandLine, new NewUser("two", Role.Admin, "vi", Browser.Password), Token);
        Assert.True((await users.LockAsync(Actor.CommandLine, "one", locked: true, Token)).Locked);
        await Assert.ThrowsAsync<MalformedException>(() => users.LockAsync(Actor.CommandLine, "two", locked: true, Token));
    }
}
