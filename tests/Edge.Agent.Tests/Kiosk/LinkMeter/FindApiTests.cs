using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Kiosk.LinkMeter;

/// <summary>Places with signal through the socket and the command line, in a whole agent on virtual devices.</summary>
public sealed class FindApiTests : OverTheSocket
{
    private VirtualBoard Board => Agent.Services!.GetRequiredService<VirtualBoard>();

    [Fact(Timeout = 180_000)]
    public async Task A_find_is_noted_listed_and_printed()
    {
        await FindDevices.ReadyAsync(Agent);
        Board.Modem.Bars = 3;
        var (status, find) = await PostAsync("finds", """{"place":"Đồi  cây đa"}""");
        Assert.Equal((HttpStatusCode.Created, "Đồi cây đa", 3), (status, find.GetProperty("place").GetString(), find.GetProperty("bars").GetInt32()));
        Assert.Equal((-90, "lte"), (find.GetProperty("dbm").GetInt32(), find.GetProperty("technology").GetString()));
        Board.Modem.Bars = 0;
        Assert.Contains("noted: Trạm xá, ", (await RunAsync("note", "Trạm xá")).Answer, StringComparison.Ordinal);
        var lines = (await RunAsync("list")).Answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("PLACE", lines[0], StringComparison.Ordinal);
        Assert.Matches("^Trạm xá .* 0/4$", lines[1]);
        Assert.Matches("^Đồi cây đa .* 3/4 +-90  lte$", lines[2]);
        Assert.Equal(["Trạm xá", "Đồi cây đa"], JsonElement.Parse((await RunAsync("list", "--json")).Answer).GetProperty("finds").EnumerateArray().Select(f => f.GetProperty("place").GetString()));
        Assert.Equal((0, "printed\n"), ((await RunAsync("print")) is var printed ? printed.Code : -1, printed.Answer));
        Assert.Equal(1, Board.Printer.Printed);
        Assert.Empty(Agent.Log.At(LogLevel.Error));
        Assert.DoesNotContain(Agent.Log.All, l => l.Contains("cây đa", StringComparison.Ordinal));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("""{"place":""}""", "the place must be 1 to 40 letters")]
    [InlineData("{}", "the place must be 1 to 40 letters")]
    [InlineData("", "the place must be 1 to 40 letters")]
    [InlineData("""{"place":"a\u202eb"}""", "the place must be 1 to 40 letters")]
    [InlineData("""{"place":"a\nb"}""", "the place must be 1 to 40 letters")]
    [InlineData("""{"place":"a","bars":4}""", "with place and nothing else")]
    [InlineData("[]", "with place and nothing else")]
    [InlineData("null", "with place and nothing else")]
    public async Task What_is_no_place_is_refused(string body, string reason)
    {
        var (status, told) = await PostAsync("finds", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(reason, told.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_modem_that_is_pulled_out_and_a_printer_without_paper_are_told()
    {
        await FindDevices.ReadyAsync(Agent);
        Board.Modem.Bars = 2;
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("finds", """{"place":"Bến đò"}""")).Status);
        Board[DeviceNames.Modem].Plugged = false;
        var (status, told) = await PostAsync("finds", """{"place":"Bến đò"}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("the modem tells nothing now", told.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Board[DeviceNames.Printer].Plugged = false;
        var refused = await RunAsync("print");
        Assert.Equal((1, ""), (refused.Code, refused.Answer));
        Assert.Contains("did not print it", refused.Talk, StringComparison.Ordinal);
        Assert.Single((await Http.GetFromJsonAsync<JsonElement>("/v1/link-meter/finds", Token)).GetProperty("finds").EnumerateArray());
    }

    private protected override void Prepare(TestAgent agent) =>
        agent.Configuration = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true},"Simulator":{"Address":"127.0.0.1:0"},"Desk":{"Address":"127.0.0.1:0"}}""";

    private Task<(int Code, string Answer, string Talk)> RunAsync(params string[] arguments) => Agent.CommandAsync(null, ["link-meter", .. arguments]);

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using var answer = await Http.PostAsync($"/v1/link-meter/{path}", content, Token);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Token));
    }
}

/// <summary>The same where the settings name no device.</summary>
public sealed class FindWithoutDevicesTests : OverTheSocket
{
    [Fact(Timeout = 180_000)]
    public async Task Without_a_modem_nothing_is_noted_and_the_list_is_empty()
    {
        var noted = await Agent.CommandAsync(null, "link-meter", "note", "Bến đò");
        Assert.Equal(1, noted.Code);
        Assert.Contains("no settings name a modem", noted.Talk, StringComparison.Ordinal);
        var listed = await Agent.CommandAsync(null, "link-meter", "list");
        Assert.Equal((0, ""), (listed.Code, listed.Answer));
        Assert.Contains("no place is noted yet", listed.Talk, StringComparison.Ordinal);
        Assert.Contains("nothing to print", (await Agent.CommandAsync(null, "link-meter", "print")).Talk, StringComparison.Ordinal);
        Assert.Equal(64, (await Agent.CommandAsync(null, "link-meter", "note", "a\nb")).Code);
    }
}
