using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>The queue through the socket and the command line, in a whole agent without any device or setting.</summary>
public sealed class QueueApiTests : OverTheSocket
{
    [Fact(Timeout = 180_000)]
    public async Task A_day_goes_from_open_to_close()
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("day/open")).Status);
        var (status, ticket) = await PostAsync("tickets", """{"service":"card","priority":true,"language":"en"}""");
        Assert.Equal((HttpStatusCode.Created, "A001", 0), (status, ticket.GetProperty("ticket").GetProperty("number").GetString(), ticket.GetProperty("ticket").GetProperty("peopleBefore").GetInt32()));
        await PostAsync("tickets", """{"service":"result"}""");
        Assert.Equal("A001", (await PostAsync("next")).Body.GetProperty("ticket").GetProperty("number").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("no-show")).Status);
        Assert.Equal("Exception", (await PostAsync("exception", """{"reason":"ill"}""")).Body.GetProperty("step").GetString());
        Assert.Equal("A001", (await PostAsync("undo")).Body.GetProperty("ticket").GetProperty("number").GetString());
        var before = await QueueAsync();
        Assert.Equal("E001", Assert.Single(before.GetProperty("waiting").EnumerateArray()).GetProperty("number").GetString());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("day/close")).Status);
        Assert.Equal(1, (await QueueAsync()).GetProperty("counts").GetProperty("closed").GetInt32());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_wish_that_is_sent_again_is_done_once()
    {
        await PostAsync("day/open", """{"id":"0198b7a8-0000-7000-8000-000000000001"}""");
        const string body = """{"service":"card","id":"0198b7a8-0000-7000-8000-000000000002"}""";
        var first = await PostAsync("tickets", body);
        var again = await PostAsync("tickets", body);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.True(again.Body.GetProperty("alreadyDone").GetBoolean());
        Assert.Equal("A001", again.Body.GetProperty("ticket").GetProperty("number").GetString());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("day/open", """{"id":"0198b7a8-0000-7000-8000-000000000001"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("day/open")).Status);
        Assert.Equal(1, (await QueueAsync()).GetProperty("counts").GetProperty("given").GetInt32());
    }

    [Theory(Timeout = 180_000)]
    [InlineData("tickets", """{"service":"passport"}""", 400, "this kiosk has card, account, activation, correction, result")]
    [InlineData("tickets", """{"service":"card","language":"xx"}""", 400, "this kiosk has vi, en")]
    [InlineData("tickets", """{}""", 400, "the body must be a JSON object")]
    [InlineData("tickets", """{"service":"card","name":"somebody"}""", 400, "and nothing else")]
    [InlineData("recall", """{"service":"card"}""", 400, "with id, desk and nothing else")]
    [InlineData("next", """{"number":"Z999"}""", 404, "has no ticket Z999")]
    [InlineData("next", "", 409, "no service day is open")]
    [InlineData("exception", """{"reason":"bored"}""", 400, "this kiosk has away, ill,")]
    [InlineData("done", "[1]", 400, "the body must be a JSON object")]
    [InlineData("done", "null", 400, "the body must be a JSON object")]
    public async Task A_wish_that_cannot_be_done_says_why(string path, string body, int status, string reason)
    {
        var answer = await PostAsync(path, body);
        Assert.Equal(status, (int)answer.Status);
        Assert.Contains(reason, answer.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Commands_run_a_day_and_show_it()
    {
        Assert.Equal(0, (await RunAsync("open")).Code);
        foreach (var arguments in (string[][])[["ticket", "card"], ["ticket", "account", "--priority", "--language", "en"], ["ticket", "card"], ["priority", "A002"]])
        {
            Assert.Equal(0, (await RunAsync(arguments)).Code);
        }
        Assert.Contains("\"number\":\"B001\"", (await RunAsync("next")).Answer, StringComparison.Ordinal);
        var text = (await RunAsync("show")).Answer;
        Assert.Contains("service day 1: open", text, StringComparison.Ordinal);
        Assert.Contains("at the desk: B001   account      en    priority", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("A002", StringComparison.Ordinal) < text.IndexOf("A001", StringComparison.Ordinal), text);
        Agent.Language = "vi";
        text = (await RunAsync("show")).Answer;
        Assert.Contains("ngày làm việc 1: đang tiếp dân", text, StringComparison.Ordinal);
        Assert.Contains("ở bàn: B001   account      en    ưu tiên", text, StringComparison.Ordinal);
        Assert.Matches("(?m)^VIỆC +PHÁT +NGƯỜI +XONG +KHÔNG ĐƯỢC +VẮNG ", (await RunAsync("report")).Answer);
        Agent.Language = "en";
        Assert.Matches("(?m)^SERVICE +GIVEN +PEOPLE +DONE +UNABLE +NO-SHOW ", (await RunAsync("report")).Answer);
        for (var i = 0; i < 3; i++) Assert.Equal(0, (await RunAsync("recall")).Code);
        Assert.Equal(0, (await RunAsync("no-show")).Code);
        Assert.Equal(0, (await RunAsync("next", "B001")).Code);
        Assert.Equal(0, (await RunAsync("exception", "no-phone")).Code);
        var refused = await RunAsync("done");
        Assert.Equal(1, refused.Code);
        Assert.Contains("nobody is called", refused.Talk, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("close")).Code);
        Assert.Contains("\"on\":true", (await Agent.CommandAsync(null, "link-meter", "on")).Answer, StringComparison.Ordinal);
        Assert.Equal(64, (await Agent.CommandAsync(null, "link-meter", "loud")).Code);
        var status = await Http.GetFromJsonAsync<JsonElement>("/v1/status", Token);
        Assert.Equal(1, status.GetProperty("kiosk").GetProperty("counts").GetProperty("exception").GetInt32());
        Assert.Empty(Agent.Log.At(LogLevel.Error));
    }

    private Task<(int Code, string Answer, string Talk)> RunAsync(params string[] arguments) => Agent.CommandAsync(null, ["queue", .. arguments]);

    private async Task<JsonElement> QueueAsync() => await Http.GetFromJsonAsync<JsonElement>("/v1/queue", Token);

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body = "")
    {
        using var content = new StringContent(body);
        using var answer = await Http.PostAsync($"/v1/queue/{path}", content, Token);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Token));
    }
}
