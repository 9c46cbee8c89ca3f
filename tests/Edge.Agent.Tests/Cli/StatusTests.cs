using System.Text.Json;
using Edge.Agent.Cli;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Commands;

namespace Edge.Agent.Tests.Cli;

public sealed class StatusTests
{
    private const string Connected = "\"uplink\":{\"connected\":true,\"summary\":{\"vi\":\"đã kết nối\",\"en\":\"connected\"}}";

    [Theory]
    [InlineData("all is well", "mọi việc đều tốt", Connected)]
    [InlineData("all is well; 1 record waiting to be sent", "mọi việc đều tốt; 1 hồ sơ chờ gửi", Connected + ",\"backlog\":{\"records\":1}")]
    [InlineData("to be done first: hub (MQTT): no answer; records wait here meanwhile -> look at the cable", "việc cần làm trước: trung tâm (MQTT): không trả lời; hồ sơ chờ ở đây -> xem dây mạng",
        "\"uplink\":{\"connected\":false,\"summary\":{\"vi\":\"không trả lời; hồ sơ chờ ở đây\",\"en\":\"no answer; records wait here meanwhile\"},\"act\":{\"vi\":\"xem dây mạng\",\"en\":\"look at the cable\"}}")]
    [InlineData("to be done first: printer: Low -> have a new roll at hand", "việc cần làm trước: máy in: Sắp hết giấy -> chuẩn bị cuộn giấy mới",
        Connected + ",\"faults\":[{\"device\":\"printer\",\"what\":\"paper-near-end\",\"vi\":\"Sắp hết giấy\",\"en\":\"Low\",\"notice\":true}]")]
    [InlineData("to be done first: power: Battery (9 % left) -> charge it or plug it in (and 1 more: edge-agent doctor)", "việc cần làm trước: máy đo pin: Pin sắp hết (9 % left) -> sạc pin hoặc cắm điện (và 1 việc khác: edge-agent doctor)",
        "\"uplink\":{\"connected\":false},\"faults\":[{\"device\":\"power\",\"what\":\"battery-low\",\"vi\":\"Pin sắp hết\",\"en\":\"Battery\",\"notice\":false,\"reason\":\"9 % left\"}]")]
    [InlineData("to be done first: records: no tickets are given (the store has stopped)", "việc cần làm trước: hồ sơ: không phát phiếu (the store has stopped)", Connected + ",\"kiosk\":{\"problem\":\"the store has stopped\"}")]
    [InlineData("to be done first: configuration: the officer's page is not served (port 8092 is taken)", "việc cần làm trước: cấu hình: trang của cán bộ không mở được (port 8092 is taken)", Connected + ",\"desk\":{\"problem\":\"port 8092 is taken\"}")]
    public void Status_begins_with_what_is_to_be_done_first(string english, string vietnamese, string parts)
    {
        var said = StatusHeadline.Of(Read($$"""{"version":"1.0",{{parts}}}"""));
        Assert.Equal((english, vietnamese), (said.En, said.Vi));
    }

    [Fact]
    public void A_full_store_is_told_before_a_device_and_once()
    {
        var said = StatusHeadline.Of(Read($$"""{{{Connected}},"store":{"state":"full","noRoom":"1 MiB is free"},"kiosk":{"problem":"1 MiB is free"},"faults":[{"device":"scanner","what":"failed","vi":"Mất máy quét","en":"Scanner","notice":false,"reason":"unplugged"}]}"""));
        Assert.StartsWith("to be done first: records: the store is full", said.En, StringComparison.Ordinal);
        Assert.EndsWith("(and 1 more: edge-agent doctor)", said.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "backlog.bytes", "1.2 MB")]
    [InlineData("vi", "backlog.bytes", "1,2 MB")]
    [InlineData("en", "backlog.oldestAgeSeconds", "3 hours ago")]
    [InlineData("vi", "backlog.oldestAgeSeconds", "3 giờ trước")]
    [InlineData("en", "uptimeSeconds", "2 minutes")]
    [InlineData("en", "bytesPerSecond", "12 kB/s")]
    [InlineData("en", "segmentBytes", "1240")]
    [InlineData("en", "at", "2026-12-01 07:00 UTC (3 hours ago)")]
    [InlineData("en", "later", "2026-12-02 07:00 UTC")]
    [InlineData("vi", "summary", "đã kết nối")]
    [InlineData("en", "faults", "Paper out (printer paper-out)")]
    [InlineData("en", "connected", "True")]
    [InlineData("en", "backlog.records", "7")]
    public void Sizes_and_ages_are_for_people(string language, string path, string text)
    {
        var status = Read("""
            {"backlog":{"records":7,"bytes":1234567,"oldestAgeSeconds":11000},"uptimeSeconds":125,"bytesPerSecond":12345.6,"segmentBytes":1240,"at":"2026-12-01T07:00:00+00:00","later":"2026-12-02T07:00:00+00:00",
             "connected":true,"summary":{"vi":"đã kết nối","en":"connected"},"faults":[{"device":"printer","what":"paper-out","vi":"Hết giấy","en":"Paper out","notice":false}]}
            """);
        Assert.Equal(text, new StatusLines(language, new(2026, 12, 1, 10, 30, 0, TimeSpan.Zero)).Of(status).Single(l => l.Path == path).Text);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_running_agent_says_it_in_the_terminals_language()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        // A port of its own: another agent may have the usual one.
        agent.Configuration = """{"Desk":{"Address":"127.0.0.1:0"},"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0}}""";
        await agent.StartAsync();
        await agent.CommandAsync(null, "submit", "--kind", "enrolment", "--field", "a=b");
        var (code, answer, talk) = await agent.CommandAsync(null, "status");
        Assert.Equal((0, ""), (code, talk));
        Assert.StartsWith("to be done first: hub (MQTT): ", answer, StringComparison.Ordinal);
        Assert.Matches("(?m)^backlog.oldestAgeSeconds +just now$", answer);
        agent.Language = "vi";
        Assert.StartsWith("việc cần làm trước: trung tâm (MQTT): ", (await agent.CommandAsync(null, "status")).Answer, StringComparison.Ordinal);
        Assert.StartsWith("{", (await agent.CommandAsync(null, "status", "--json")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_agent_runs_that_is_said_in_the_terminals_language()
    {
        await using var agent = new TestAgent { Language = "vi" };
        var (code, _, talk) = await agent.CommandAsync(null, "status");
        Assert.Equal(1, code);
        Assert.StartsWith($"edge-agent: chương trình không chạy trên {agent.Data.Root} ", talk, StringComparison.Ordinal);
        Assert.Equal((0, "cấu hình đúng; máy này chưa được cấp danh tính\n", ""), await agent.CommandAsync(null, "check"));
    }

    private static JsonElement Read(string json) => JsonDocument.Parse(json).RootElement;
}
