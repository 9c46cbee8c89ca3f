using System.Text;
using System.Text.Json;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Alerts;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views.Fleet;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Alerts;

public sealed class AlertSendingTests
{
    private static readonly byte[] Secret = "a secret of the receiver"u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_is_signed_over_its_time_and_body_and_names_no_person()
    {
        await using var server = await HookServer.StartAsync();
        await using var bench = await BenchAsync(server);
        await OpenAsync(bench, 1);
        var (headers, body) = Assert.Single(server.Got);
        Assert.Equal($"sha256={WebhookSender.Sign(Secret, headers["Edge-Timestamp"], body)}", headers["Edge-Signature"]);
        Assert.NotEqual($"sha256={WebhookSender.Sign(Secret, headers["Edge-Timestamp"], [.. body, 32])}", headers["Edge-Signature"]);
        var opened = JsonDocument.Parse(body).RootElement.GetProperty("opened");
        Assert.Equal(("board-0", "paper"), (opened[0].GetProperty("node").GetString(), opened[0].GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_again_later_with_the_same_key_and_body_also_by_the_next_hub()
    {
        await using var server = await HookServer.StartAsync();
        server.Status = 503;
        await using var bench = await BenchAsync(server);
        await OpenAsync(bench, 1);
        Assert.Single(server.Got);
        bench.Restart();
        await bench.Watch.LoadAsync(Token);
        await bench.StepAsync(10);
        Assert.Single(server.Got);
        server.Status = 200;
        await bench.StepAsync(61);
        await bench.StepAsync(61);
        await bench.StepAsync(3600);
        Assert.Equal(2, server.Got.Count);
        Assert.Single(server.Got.Select(g => (g.Headers["Idempotency-Key"], Encoding.UTF8.GetString(g.Body))).Distinct());
    }

    [Fact]
    public async Task A_region_of_500_boards_that_goes_out_is_one_message()
    {
        await using var server = await HookServer.StartAsync();
        await using var bench = await BenchAsync(server);
        await OpenAsync(bench, 500);
        var (_, body) = Assert.Single(server.Got);
        Assert.Equal(500, JsonDocument.Parse(body).RootElement.GetProperty("openedInAll").GetInt32());
        Assert.Equal(500, bench.Book.Open.Count);
    }

    [Fact]
    public async Task What_waits_for_a_receiver_that_is_away_for_long_stays_small_and_is_given_up_in_the_end()
    {
        await using var server = await HookServer.StartAsync();
        server.Status = 500;
        await using var bench = await BenchAsync(server);
        await OpenAsync(bench, 1);
        for (var i = 0; i < 20; i++)
        {
            await bench.Book.ApplyAsync(new AlertChanges([new AlertOf($"other-{i}", BoardCause.Gap)], []), _ => "north", Token);
            await bench.StepAsync(60);
        }
        await using (var db = await bench.Hub.Databases.CreateDbContextAsync(Token)) Assert.InRange(await db.Set<AlertMessage>().CountAsync(Token), 1, 2);
        await bench.StepAsync(AlertPost.GiveUpAfter);
        for (var i = 0; i < 3; i++) await bench.StepAsync(7200);
        await using var after = await bench.Hub.Databases.CreateDbContextAsync(Token);
        Assert.DoesNotContain(await after.Set<AlertMessage>().ToListAsync(Token), m => m.Tries > 10);
    }

    [Fact]
    public async Task A_mail_tells_many_boards_of_an_area_in_a_line_and_at_most_one_comes_a_minute()
    {
        using var server = new MailServer();
        var options = new AlertsOptions { Smtp = server.Address, SmtpStartTls = false, MailFrom = "edge@hub.test", MailTo = ["lan@example.test", "minh@example.test"] };
        Assert.Null(options.Problem());
        await using var bench = await AlertBench.OpenAsync(options, new MailSender(options, null));
        await OpenAsync(bench, 30);
        var (to, text) = Assert.Single(server.Got);
        Assert.Equal(2, to.Count);
        var decoded = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), Token);
        Assert.Contains("30 cảnh báo mới", decoded.Subject, StringComparison.Ordinal);
        Assert.Contains("hết giấy / out of paper: board-0", decoded.TextBody, StringComparison.Ordinal);
        Assert.Contains("(30)", decoded.TextBody, StringComparison.Ordinal);
        await bench.Book.ApplyAsync(new AlertChanges([new AlertOf("board-1", BoardCause.Gap)], []), _ => "north", Token);
        await bench.StepAsync(31);
        Assert.Single(server.Got);
        await bench.StepAsync(31);
        Assert.Equal(2, server.Got.Count);
    }

    [Fact]
    public async Task A_mail_server_that_wants_a_sign_in_stops_nobody_and_is_tried_again()
    {
        using var server = new MailServer { FromAnswer = "530 5.7.0 Authentication required" };
        var options = new AlertsOptions { Smtp = server.Address, SmtpStartTls = false, MailFrom = "edge@hub.test", MailTo = ["lan@example.test"] };
        await using var bench = await AlertBench.OpenAsync(options, new MailSender(options, null));
        await OpenAsync(bench, 1);
        Assert.Empty(server.Got);
        server.FromAnswer = "250 ok";
        await bench.StepAsync(61);
        Assert.Single(server.Got);
    }

    [Fact]
    public async Task Messages_that_could_not_be_read_are_looked_for_again()
    {
        await using var server = await HookServer.StartAsync();
        await using var bench = await BenchAsync(server);
        await bench.Book.ApplyAsync(new AlertChanges([new AlertOf("board-1", BoardCause.Gap)], []), _ => "north", Token);
        await RenameAsync("AlertMessages", "Away");
        await bench.StepAsync(31);
        await RenameAsync("Away", "AlertMessages");
        Assert.True(bench.MayHave);
        await bench.StepAsync(61);
        Assert.Single(server.Got);

        async Task RenameAsync(string from, string to)
        {
            await using var db = await bench.Hub.Databases.CreateDbContextAsync(Token);
#pragma warning disable EF1002 // names of tables, from this test
            await db.Database.ExecuteSqlRawAsync($"ALTER TABLE {from} RENAME TO {to}", Token);
#pragma warning restore EF1002
        }
    }

    [Fact]
    public async Task A_mail_server_that_refuses_or_offers_no_encryption_gets_nothing_and_is_tried_again()
    {
        using var server = new MailServer { FromAnswer = "550 no" };
        var options = new AlertsOptions { Smtp = server.Address, SmtpStartTls = false, MailFrom = "edge@hub.test", MailTo = ["lan@example.test"] };
        var message = new AlertMessage { Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Way = "mail", Body = AlertDigest.Of([], []).Write(), MadeAt = DateTimeOffset.UnixEpoch };
        Assert.Contains(server.Address, (await Assert.ThrowsAsync<AlertNotSentException>(() => new MailSender(options, null).SendAsync(message, Token))).Message, StringComparison.Ordinal);
        server.FromAnswer = "250 ok";
        var strict = new AlertsOptions { Smtp = server.Address, MailFrom = "edge@hub.test", MailTo = ["lan@example.test"] };
        await Assert.ThrowsAsync<AlertNotSentException>(() => new MailSender(strict, null).SendAsync(message, Token));
        Assert.Empty(server.Got);
    }

    [Theory]
    [InlineData("Alerts:Webhook is 'http://example.test/x'; it must be an https address, or http to this machine", "http://example.test/x", "", "")]
    [InlineData("Alerts:WebhookSecretFile is not set; what is posted to Alerts:Webhook is signed with the secret in it", "https://example.test/x", "", "")]
    [InlineData("Alerts:Smtp is 'mail.test'; it must be HOST:PORT", "", "mail.test", "")]
    [InlineData("Alerts:MailFrom is 'nobody'; it must be a mail address", "", "mail.test:25", "nobody")]
    public async Task Wrong_settings_are_named_at_the_start(string problem, string hook, string smtp, string from)
    {
        Assert.Equal(problem, new AlertsOptions { Webhook = hook, Smtp = smtp, MailFrom = from }.Problem());
        var refused = await Assert.ThrowsAsync<Edge.Hosting.Configuration.ConfigurationException>(() => HubHarness.StartAsync(("Alerts:Webhook", hook), ("Alerts:Smtp", smtp), ("Alerts:MailFrom", from)));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    private static Task<AlertBench> BenchAsync(HookServer server) => AlertBench.OpenAsync(null, new WebhookSender(server.Address, Secret, TimeProvider.System));

    // So many boards run out of paper together, and what gathers is sent.
    private static async Task OpenAsync(AlertBench bench, int boards)
    {
        await bench.Hub.Archive.ChangeAsync(db =>
        {
            db.AddRange(Enumerable.Range(0, boards).Select(i => new Edge.Hub.Boards.Node { Name = $"board-{i}", Group = "muong-lay", MqttAddress = "", HttpsAddress = "", CreatedAt = bench.Hub.Time.Now }));
            return Task.FromResult(true);
        }, Token);
        await bench.Hub.Registry.LoadAsync(Token);
        await bench.Fleet.Keeper.LoadAsync(Token);
        for (var i = 0; i < boards; i++) bench.Fleet.Born($"board-{i}", ("Devices", 19, SparkplugType.String, "printer paper-out"));
        await bench.StepAsync(1);
        await bench.StepAsync(31);
        await bench.StepAsync(31);
    }
}
