using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Agent.Desk;
using Edge.Agent.Desk.Sessions;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Desk;

/// <summary>Signing in, locking, and what a session is good for.</summary>
public sealed class DeskSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_wrong_pin_says_how_many_tries_are_left_and_five_lock()
    {
        await using var bench = await DeskBench.StartAsync();
        for (var left = 4; left > 0; left--)
        {
            var wrong = await bench.SignInAsync(pin: "000000");
            Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
            var told = await wrong.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal("wrong", told.GetProperty("code").GetString());
            Assert.Equal($"Sai mã PIN. Còn thử được {left} lần.", told.GetProperty("message").GetString());
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await bench.SignInAsync(pin: "000000")).StatusCode);
        var locked = await bench.SignInAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, (await bench.SignInAsync(TestArea.Minh, TestArea.MinhPin)).StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_desk_locks_by_key_and_when_nobody_acts_and_the_page_is_told()
    {
        await using var bench = await DeskBench.StartAsync();
        await bench.SignInAsync();
        using (var live = new StreamReader(await bench.Page.GetStreamAsync("/page/live", Token)))
        {
            Assert.Contains("A001", await NextAsync(live), StringComparison.Ordinal);
            await bench.PostAsync("/v1/desk/lock", new { });
            Assert.Equal("event: locked", await LastAsync(live));
        }
        Assert.Equal(HttpStatusCode.Unauthorized, await bench.StatusOfAsync("/v1/desk/state"));
        await bench.SignInAsync();
        bench.Time.Jump(TimeSpan.FromMinutes(4));
        await bench.PostAsync("/v1/desk/queue/undo", new { });
        bench.Time.Jump(TimeSpan.FromMinutes(4));
        // A page that looks by itself is nobody who is there.
        Assert.Equal(HttpStatusCode.OK, await bench.StatusOfAsync("/v1/desk/state"));
        bench.Time.Jump(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await bench.StatusOfAsync("/v1/desk/state"));
        Assert.DoesNotContain("A001", await bench.GetAsync("/"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_new_session_ends_the_old_one_also_at_the_socket()
    {
        await using var bench = await DeskBench.StartAsync();
        await bench.SignInAsync();
        using var socket = bench.Agent.Http();
        var answer = await (await socket.PostAsJsonAsync("/v1/desk/sign-in", new { officer = TestArea.Minh, pin = TestArea.MinhPin }, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(HttpStatusCode.Unauthorized, await bench.StatusOfAsync("/v1/desk/state"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await socket.GetAsync("/v1/desk/state", Token)).StatusCode);
        socket.DefaultRequestHeaders.Authorization = new("Bearer", answer.GetProperty("token").GetString());
        var state = await socket.GetFromJsonAsync<JsonElement>("/v1/desk/state", Token);
        Assert.Equal("Đinh Văn Minh", state.GetProperty("officer").GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, (await socket.PostAsJsonAsync("/v1/desk/queue/next", new { }, Token)).StatusCode);
        Assert.IsType<Agent.Enrolment.CaseAct.Begin>(Assert.Single(bench.Case.Acts));
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_left_the_desk_is_signed_out_with_no_page_open_and_whose_fingers_are_taken_is_not()
    {
        using var folder = new TestFolder();
        using var area = new TestArea(folder.Data);
        var time = new SteppedTime();
        using var state = StateDatabase.Open(folder.Data.StateDatabase, time, NullLogger.Instance);
        var store = area.Open();
        store.Take(Names.AreaObject, 1, area.AreaObject());
        var duty = new OfficerDuty(store, new PinTries(state, time), time, NullLogger<OfficerDuty>.Instance);
        var work = new FakeCase { Current = FakeCase.AtFingers() };
        var sessions = new DeskSessions(duty, Options.Create(new DeskOptions { IdleLock = TimeSpan.FromSeconds(30) }), time);
        using var idle = new IdleLock(sessions, duty, work.InHand, time, NullLogger<IdleLock>.Instance);
        await idle.StartAsync(Token);
        sessions.Begin(duty.SignIn(TestArea.Lan, TestArea.LanPin).Officer!);
        await time.MoveAsync(TimeSpan.FromSeconds(20));
        work.Current = FakeCase.AtPortrait();
        await time.MoveAsync(TimeSpan.FromSeconds(20));
        Assert.NotNull(duty.Current);
        // A hint that comes and goes is no work.
        work.Current = work.Current with { Warnings = [] };
        Assert.InRange(await time.MoveUntilAsync(() => duty.Current is null, TimeSpan.FromSeconds(30)), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(11));
        Assert.Null(sessions.Left());
        await idle.StopAsync(Token);
    }

    private static async Task<string> NextAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync(Token) is { } line) if (line.StartsWith("data: {", StringComparison.Ordinal)) return line;
        throw new EndOfStreamException();
    }

    private static async Task<string?> LastAsync(StreamReader stream)
    {
        string? last = null;
        while (await stream.ReadLineAsync(Token) is { } line) last = line.StartsWith("event", StringComparison.Ordinal) ? line : last;
        return last;
    }
}
