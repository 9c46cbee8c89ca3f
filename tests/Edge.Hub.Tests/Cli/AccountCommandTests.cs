using System.Net;
using System.Net.Http.Headers;
using Edge.Hosting;
using Edge.Hub.Accounts;
using Edge.Hub.Cli;
using Edge.Hub.Tests.Support;
using Edge.Testing;

namespace Edge.Hub.Tests.Cli;

public sealed class AccountCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_made_on_the_command_line_signs_in_until_locked()
    {
        await using var hub = await HubHarness.StartAsync();
        var (code, output, talk) = await RunAsync(hub, "user", "add", "hoa", "--role", "operator", "--generate");
        Assert.Equal((ExitCode.Ok, ""), (code, code == ExitCode.Ok ? "" : talk));
        var password = output.Trim();
        Assert.True(password.Length >= 16);
        using var browser = Browser.Open(hub);
        using (var answer = await browser.SignInAsync("hoa", password)) Assert.Equal("/", answer.Headers.Location?.OriginalString);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "user", "lock", "hoa")).Code);
        using (var answer = await browser.SignInAsync("hoa", password)) Assert.Contains("problem=wrong", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("password"), "a password of its own\n", Token);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "user", "unlock", "hoa")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "user", "password", "hoa", "--password-file", folder.File("password"))).Code);
        using (var answer = await browser.SignInAsync("hoa", "a password of its own")) Assert.Equal("/", answer.Headers.Location?.OriginalString);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "user", "role", "hoa", "admin")).Code);
        var (_, list, _) = await RunAsync(hub, "user", "list");
        Assert.Contains("admin", list, StringComparison.Ordinal);
        Assert.DoesNotContain("password", list, StringComparison.OrdinalIgnoreCase);
        var (_, entries, _) = await RunAsync(hub, "audit", "list", "--target", "hoa");
        foreach (var act in (string[])["user-added", "user-locked", "user-unlocked", "user-password", "user-role", "signed-in"]) Assert.Contains(act, entries, StringComparison.Ordinal);
        Assert.DoesNotContain(password, entries, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_made_on_the_command_line_is_good_until_revoked()
    {
        await using var hub = await HubHarness.StartAsync();
        var token = (await RunAsync(hub, "token", "add", "registry", "--role", "viewer", "--days", "30")).Output.Trim();
        Assert.StartsWith(TokenBook.Prefix, token, StringComparison.Ordinal);
        using var program = Browser.Open(hub);
        async Task<HttpStatusCode> AskAsync()
        {
            using var answer = await program.SendAsync(HttpMethod.Get, "/api/v1/areas", site: "", change: h => h.Authorization = new AuthenticationHeaderValue("Bearer", token));
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await AskAsync());
        Assert.DoesNotContain(token, (await RunAsync(hub, "token", "list", "--json")).Output, StringComparison.Ordinal);
        // Nowhere in the database either.
        foreach (var file in Directory.GetFiles(hub.Paths.Data, "hub.db*")) Assert.DoesNotContain(token, await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Token), StringComparison.Ordinal);
        Assert.Contains("revoked", (await RunAsync(hub, "token", "revoke", "registry")).Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "user", "add", "Hoa", "--role", "viewer", "--generate")]
    [InlineData(ExitCode.Usage, "user", "add", "hoa", "--role", "king", "--generate")]
    [InlineData(ExitCode.Usage, "user", "add", "hoa", "--role", "3", "--generate")]
    [InlineData(ExitCode.Usage, "user", "add", "hoa", "--generate")]
    [InlineData(ExitCode.Usage, "user", "add", "hoa", "--role", "viewer", "--generate", "--password-file", "x")]
    [InlineData(ExitCode.Fault, "user", "add", "hoa", "--role", "viewer", "--language", "fr", "--generate")]
    [InlineData(ExitCode.Fault, "user", "lock", "nobody")]
    [InlineData(ExitCode.Fault, "token", "add", "registry", "--role", "viewer", "--days", "731")]
    [InlineData(ExitCode.Fault, "token", "add", "registry", "--role", "viewer", "--days", "0")]
    [InlineData(ExitCode.Usage, "audit", "verify", "--known", "12")]
    public async Task What_cannot_be_is_said(int code, params string[] arguments)
    {
        await using var hub = await HubHarness.StartAsync();
        var (found, output, talk) = await RunAsync(hub, arguments);
        Assert.Equal(code, found);
        Assert.Equal("", output);
        Assert.StartsWith("edge-hub: ", talk, StringComparison.Ordinal);
        Assert.Empty(await hub.Get<UserBook>().ListAsync(Token));
        Assert.Empty(await hub.Get<TokenBook>().ListAsync(Token));
    }

    [Fact]
    public async Task The_audit_is_checked_on_the_command_line()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        var head = (await RunAsync(hub, "audit", "verify")).Output.Trim();
        Assert.StartsWith("1:", head, StringComparison.Ordinal);
        await hub.AddAsync("kiosk-2");
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "audit", "verify", "--known", head)).Code);
        var (code, output, talk) = await RunAsync(hub, "audit", "verify", "--known", $"1:{new string('0', 64)}");
        Assert.Equal((ExitCode.Fault, ""), (code, output));
        Assert.Contains("written anew", talk, StringComparison.Ordinal);
        Assert.Contains("board-added", (await RunAsync(hub, "audit", "list", "--json")).Output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Talk)> RunAsync(HubHarness hub, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await HubCli.RunAsync([.. arguments, "--data", hub.Paths.Data], output, error, Token);
        return (code, output.ToString(), error.ToString());
    }
}
