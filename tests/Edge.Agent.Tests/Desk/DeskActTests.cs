using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Agent.Enrolment;
using Edge.Agent.Tests.Kiosk.LinkMeter;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Desk;

/// <summary>What the desk does when it is asked.</summary>
public sealed class DeskActTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Next_calls_and_begins_the_case_and_not_while_one_is_in_hand()
    {
        await using var bench = await StartedAsync();
        var called = await JsonAsync(await bench.PostAsync("/v1/desk/queue/next", new { }));
        Assert.Equal("A001", called.GetProperty("ticket").GetProperty("number").GetString());
        Assert.Equal(new CaseAct.Begin("card", "A001", "vi"), Assert.Single(bench.Case.Acts));
        foreach (var path in new[] { "queue/next", "queue/done", "queue/close" })
        {
            var refused = await bench.PostAsync($"/v1/desk/{path}", new { });
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("case-in-hand", (await JsonAsync(refused)).GetProperty("code").GetString());
        }
        await bench.PostAsync("/v1/desk/case/finish", new { });
        await bench.PostAsync("/v1/desk/queue/next", new { });
        Assert.Equal(new CaseAct.Begin("account", "B001", "vi"), bench.Case.Acts[^1]);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_case_that_cannot_begin_is_said_and_the_call_stands()
    {
        await using var bench = await StartedAsync();
        bench.Case.Answer = new CaseAnswer("no-steps", "this service has no steps here");
        var called = await JsonAsync(await bench.PostAsync("/v1/desk/queue/next", new { }));
        Assert.Equal("this service has no steps here", called.GetProperty("caseText").GetString());
        Assert.Equal("A001", (await JsonAsync(await bench.Page.GetAsync("/v1/desk/state", Token))).GetProperty("queue").GetProperty("atDesk").GetProperty("number").GetString());
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_does_not_come_is_put_aside_with_the_case_and_what_is_finished_is_not_undone()
    {
        await using var bench = await StartedAsync();
        await bench.PostAsync("/v1/desk/queue/next", new { });
        Assert.Equal(HttpStatusCode.Conflict, (await bench.PostAsync("/v1/desk/queue/no-show", new { })).StatusCode);
        await bench.PostAsync("/v1/desk/queue/recall", new { });
        Assert.Equal(HttpStatusCode.OK, (await bench.PostAsync("/v1/desk/queue/no-show", new { })).StatusCode);
        Assert.IsType<CaseAct.Cancel>(bench.Case.Acts[^1]);
        await bench.PostAsync("/v1/desk/queue/next", new { });
        bench.Case.Current = FakeCase.AtFingers("B001");
        Assert.Equal(HttpStatusCode.Conflict, (await bench.PostAsync("/v1/desk/queue/undo", new { })).StatusCode);
        bench.Case.Current = FakeCase.Begun("account", "B001");
        Assert.Equal(HttpStatusCode.OK, (await bench.PostAsync("/v1/desk/queue/undo", new { })).StatusCode);
        Assert.Null(bench.Case.Current);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_no_show_of_another_ticket_leaves_the_case_in_hand_alone()
    {
        await using var bench = await StartedAsync();
        await bench.PostAsync("/v1/desk/queue/next", new { });
        await bench.PostAsync("/v1/desk/queue/recall", new { });
        // As after the keypad's Next: the case is of a ticket that is not at the desk any more.
        bench.Case.Current = FakeCase.Begun("account", "B001");
        Assert.Equal(HttpStatusCode.OK, (await bench.PostAsync("/v1/desk/queue/no-show", new { })).StatusCode);
        Assert.NotNull(bench.Case.Current);
        bench.Case.Current = FakeCase.AtFingers();
        Assert.Equal(HttpStatusCode.Conflict, (await bench.PostAsync("/v1/desk/queue/no-show", new { })).StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_one_officer_may_not_do_alone_needs_another_with_a_right_pin()
    {
        await using var bench = await StartedAsync();
        bench.Case.Current = FakeCase.AtFingers();
        object Body(string officer, string pin) => new { position = 7, permanent = false, reason = "bandaged", second = new { officer, pin } };
        foreach (var (officer, pin, code) in new[] { (TestArea.Lan, TestArea.LanPin, "second-same"), (TestArea.Minh, "000000", "second-wrong"), ("nobody", "000000", "second-unknown") })
        {
            var refused = await bench.PostAsync("/v1/desk/case/except-finger", Body(officer, pin));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal(code, (await JsonAsync(refused)).GetProperty("code").GetString());
        }
        Assert.Empty(bench.Case.Acts);
        Assert.Equal(HttpStatusCode.OK, (await bench.PostAsync("/v1/desk/case/except-finger", Body(TestArea.Minh, TestArea.MinhPin))).StatusCode);
        var done = Assert.IsType<CaseAct.ExceptFinger>(Assert.Single(bench.Case.Acts));
        Assert.Equal((7, TestArea.Minh), (done.Position, done.Second.Id));
        // Whoever vouched is not signed in by it.
        Assert.Equal("lan", (await JsonAsync(await bench.Page.GetAsync("/v1/desk/state", Token))).GetProperty("officer").GetProperty("id").GetString());
    }

    [Theory(Timeout = 120_000)]
    [InlineData("queue/next", """{"number":"A001","more":1}""")]
    [InlineData("queue/next", """{"number":"A001","number":"A002"}""")]
    [InlineData("queue/next", """[]""")]
    [InlineData("queue/next", """{"id":"no uuid"}""")]
    [InlineData("case/begin", """{}""")]
    [InlineData("case/begin", """{"service":null}""")]
    [InlineData("case/choose-finger", """{}""")]
    [InlineData("case/choose-finger", """{"position":"2"}""")]
    [InlineData("case/unable", """{"reason":"away","again":"soon"}""")]
    [InlineData("case/except-finger", """{"position":2,"permanent":true,"reason":"worn"}""")]
    [InlineData("case/finish", "not json")]
    [InlineData("worklist", """{"marks":4}""")]
    public async Task What_is_no_such_body_is_refused_and_not_repeated(string path, string body)
    {
        await using var bench = await StartedAsync();
        var refused = await bench.PostTextAsync($"/v1/desk/{path}", body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var told = await JsonAsync(refused);
        Assert.Equal("not-valid", told.GetProperty("code").GetString());
        Assert.DoesNotContain("soon", told.ToString(), StringComparison.Ordinal);
        Assert.Empty(bench.Case.Acts);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_body_has_a_limit_and_dates_are_read()
    {
        await using var bench = await StartedAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await bench.PostAsync("/v1/desk/case/identify-mrz", new { lines = new string('<', 70_000) })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await bench.PostAsync("/v1/desk/case/unable", new { reason = "away", again = "2026-12-24" })).StatusCode);
        Assert.Equal(new CaseAct.Unable("away", new DateOnly(2026, 12, 24)), Assert.Single(bench.Case.Acts));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_worklist_is_searched_by_a_body_and_printed_without_numbers()
    {
        await using var bench = await StartedAsync();
        var found = await JsonAsync(await bench.PostAsync("/v1/desk/worklist", new { query = "nguyen duc" }));
        Assert.Equal("Nguyễn Đức Anh", Assert.Single(found.GetProperty("people").EnumerateArray()).GetProperty("name").GetString());
        var ride = await JsonAsync(await bench.PostAsync("/v1/desk/worklist", new { ride = true }));
        Assert.Equal(2, Assert.Single(ride.GetProperty("people").EnumerateArray()).GetProperty("entry").GetInt32());
        var text = await (await bench.PostAsync("/v1/desk/worklist/print", new { most = 10_000 })).Content.ReadAsStringAsync(Token);
        Assert.Contains("SÁN PÍN", text, StringComparison.Ordinal);
        Assert.Contains("Vừ Thị Mỷ (1991)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0021", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_day_is_signed_off_once_it_is_closed_and_its_sums_are_a_record()
    {
        await using var bench = await StartedAsync();
        var early = await bench.PostAsync("/v1/desk/day/sign-off", new { });
        Assert.Equal((HttpStatusCode.Conflict, "case-day-open"), (early.StatusCode, (await JsonAsync(early)).GetProperty("code").GetString()));
        await bench.PostAsync("/v1/desk/queue/close", new { });
        var done = await JsonAsync(await bench.PostAsync("/v1/desk/day/sign-off", new { }));
        Assert.Equal((3, 3), (done.GetProperty("sums").GetProperty("tickets").GetInt32(), done.GetProperty("sums").GetProperty("cancelled").GetInt32()));
        Assert.Contains("sign-off-open", await bench.GetAsync("/"), StringComparison.Ordinal);
        Assert.True((await bench.StatusAsync("backlog")).GetProperty("records").GetInt32() >= 1, "the day is a record");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_picture_in_hand_is_served_to_the_session_and_no_other_picture()
    {
        await using var bench = await StartedAsync();
        bench.Case.Picture = [0xFF, 0xD8, 0xFF, 0xD9];
        bench.Case.Current = FakeCase.AtPortrait();
        var answer = await bench.Page.GetAsync("/v1/desk/case/portrait/3", Token);
        Assert.Equal(("image/jpeg", "no-store"), (answer.Content.Headers.ContentType!.ToString(), answer.Headers.CacheControl!.ToString()));
        Assert.Equal(bench.Case.Picture, await answer.Content.ReadAsByteArrayAsync(Token));
        foreach (var other in new[] { "2", "-3", "x", "99999999999999999999" }) Assert.Equal(HttpStatusCode.NotFound, await bench.StatusOfAsync($"/v1/desk/case/portrait/{other}"));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_officer_names_a_place_with_signal_and_prints_it_for_the_next_team()
    {
        await using var bench = await StartedAsync();
        await FindDevices.ReadyAsync(bench.Agent);
        var early = await bench.PostAsync("/v1/desk/signal/print", new { });
        Assert.Equal((HttpStatusCode.Conflict, "signal-NothingNoted"), (early.StatusCode, (await JsonAsync(early)).GetProperty("code").GetString()));
        var bad = await bench.PostAsync("/v1/desk/signal/note", new { place = "\u202e" });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Contains("1 đến 40 chữ", (await JsonAsync(bad)).GetProperty("message").GetString(), StringComparison.Ordinal);
        var noted = await JsonAsync(await bench.PostAsync("/v1/desk/signal/note", new { place = "Đồi cây đa" }));
        Assert.Equal(("Đã ghi: Đồi cây đa, 4/4 vạch.", 4), (noted.GetProperty("message").GetString(), noted.GetProperty("bars").GetInt32()));
        Assert.Contains("<b>Đồi cây đa</b>", await bench.GetAsync("/"), StringComparison.Ordinal);
        Assert.Equal("Đồi cây đa", JsonElement.Parse(await bench.GetAsync("/v1/desk/signal")).GetProperty("finds")[0].GetProperty("place").GetString());
        Assert.True((await JsonAsync(await bench.PostAsync("/v1/desk/signal/print", new { }))).GetProperty("printed").GetBoolean());
    }

    [Fact(Timeout = 120_000)]
    public async Task No_pin_name_or_number_reaches_the_log()
    {
        await using var bench = await StartedAsync();
        bench.Case.Current = FakeCase.AtFingers();
        await bench.GetAsync("/");
        await bench.PostAsync("/v1/desk/worklist", new { query = "Vừ Thị Mỷ" });
        await bench.PostAsync("/v1/desk/case/identify", new { number = "002191000123", name = "Vừ Thị Mỷ" });
        await bench.PostTextAsync("/v1/desk/case/identify", """{"number":"002191000123","none":1}""");
        foreach (var secret in new[] { TestArea.LanPin, "002191000123", "Vừ Thị" }) Assert.DoesNotContain(bench.Agent.Log.All, l => l.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task<DeskBench> StartedAsync()
    {
        var bench = await DeskBench.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await bench.SignInAsync()).StatusCode);
        return bench;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
}
