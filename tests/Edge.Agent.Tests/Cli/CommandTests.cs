using System.Text.Json;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edge.Agent.Tests.Cli;

public sealed class CommandTests
{
    [Fact(Timeout = 180_000)]
    public async Task Submit_prints_one_json_line_and_a_retry_by_id_the_same_record()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        var path = Path.Combine(agent.Data.Root, "portrait.jpg");
        await File.WriteAllTextAsync(path, "jpeg", TestContext.Current.CancellationToken);
        string[] arguments = ["submit", "--kind", "enrolment", "--priority", "1", "--fields", "-", "--file", $"portrait.jpg={path}", "--id", TestRecords.NewId().ToString()];

        var (code, answer, talk) = await agent.CommandAsync(new MemoryStream("{\"a\":1}"u8.ToArray()), arguments);
        Assert.Equal((0, ""), (code, talk));
        var first = JsonDocument.Parse(Assert.Single(answer.TrimEnd('\n').Split('\n'))).RootElement;
        Assert.Equal(1UL, first.GetProperty("sequence").GetUInt64());
        (code, answer, _) = await agent.CommandAsync(new MemoryStream("{\"a\":1}"u8.ToArray()), arguments);
        Assert.Equal(0, code);
        Assert.True(JsonDocument.Parse(answer).RootElement.GetProperty("alreadyHeld").GetBoolean());

        (code, answer, _) = await agent.CommandAsync(null, "status", "--json");
        Assert.Equal((0, 1), (code, JsonDocument.Parse(answer).RootElement.GetProperty("backlog").GetProperty("records").GetInt32()));
        (code, answer, _) = await agent.CommandAsync(null, "spool", "list");
        Assert.Contains(first.GetProperty("recordId").GetString()!, answer, StringComparison.Ordinal);
        (code, answer, _) = await agent.CommandAsync(null, "spool", "verify");
        Assert.Equal(0, code);
        Assert.Matches("^chain: chain [0-9a-f]{8}: record 1, here\nsummary: 1 record, all whole, the chains without gap\n$", answer);
        Assert.Equal(0, await agent.StopAsync());
    }

    [Fact(Timeout = 180_000)]
    public async Task Quarantine_is_listed_and_what_has_become_whole_is_queued_again()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        // Files, so that one can be spoilt by hand and mended.
        agent.Configuration = TestAgent.OverFiles;
        await agent.StartAsync();
        await agent.CommandAsync(null, "submit", "--kind", "enrolment", "--field", "a=b");
        var path = Assert.Single(Directory.GetFiles(agent.Data.Spool));
        var length = new FileInfo(path).Length;
        await File.AppendAllTextAsync(path, "x", TestContext.Current.CancellationToken);
        Assert.Equal(1, (await agent.CommandAsync(null, "spool", "verify")).Code);
        var (code, answer, _) = await agent.CommandAsync(null, "spool", "quarantine");
        Assert.Equal(0, code);
        Assert.Contains("damaged", answer, StringComparison.Ordinal);

        using (var file = File.OpenWrite(Assert.Single(Directory.GetFiles(agent.Data.Quarantine)))) file.SetLength(length);
        (code, answer, _) = await agent.CommandAsync(null, "spool", "quarantine", "--recheck", "--json");
        Assert.Equal((0, "queued"), (code, JsonDocument.Parse(answer).RootElement.GetProperty("state").GetString()));
        Assert.Equal("", (await agent.CommandAsync(null, "spool", "quarantine")).Answer);
        Assert.Equal(0, (await agent.CommandAsync(null, "spool", "verify")).Code);
        Assert.Equal(0, await agent.StopAsync());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_refused_submission_exits_1_with_the_reason()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        var (code, answer, talk) = await agent.CommandAsync(null, "submit", "--kind", "Not-Good", "--field", "a=b");
        Assert.Equal((1, ""), (code, answer));
        Assert.Contains("kind must be", talk, StringComparison.Ordinal);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("status")]
    [InlineData("spool", "list")]
    [InlineData("spool", "verify")]
    [InlineData("spool", "quarantine")]
    [InlineData("submit", "--kind", "k", "--field", "a=b")]
    public async Task Without_a_running_agent_commands_say_so_and_exit_1(params string[] arguments)
    {
        await using var agent = new TestAgent();
        var (code, answer, talk) = await agent.CommandAsync(null, arguments);
        Assert.Equal((1, ""), (code, answer));
        Assert.Contains("the agent is not running", talk, StringComparison.Ordinal);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("nonsense")]
    [InlineData("submit", "--field", "a=b")]
    [InlineData("submit", "--kind", "k")]
    [InlineData("submit", "--kind", "k", "--fields", "x")]
    [InlineData("submit", "--kind", "k", "--field", "a=b", "--priority", "11")]
    [InlineData("submit", "--kind", "k", "--field", "a=b", "--priority", "x")]
    [InlineData("submit", "--kind", "k", "--field", "a")]
    [InlineData("submit", "--kind", "k", "--field", "a=1", "--field", "a=2")]
    [InlineData("submit", "--kind", "k", "--field", "a=b", "--file", "x=/not/there")]
    [InlineData("submit", "--kind", "k", "--field", "a=b", "--id", "x")]
    [InlineData("provision")]
    public async Task Wrong_usage_exits_64_and_answers_nothing(params string[] arguments)
    {
        await using var agent = new TestAgent();
        var (code, answer, talk) = await agent.CommandAsync(null, arguments);
        Assert.Equal((64, ""), (code, answer));
        Assert.NotEmpty(talk);
    }

    [Fact(Timeout = 180_000)]
    public async Task Version_and_check_stand_alone()
    {
        await using var agent = new TestAgent();
        Assert.Equal(0, (await agent.CommandAsync(null, "version")).Code);
        Assert.Equal((0, "configuration is good; this board is not provisioned yet\n", ""), await agent.CommandAsync(null, "check"));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_unprovisioned_board_does_not_run_and_says_what_to_do()
    {
        await using var agent = new TestAgent();
        var (code, _, talk) = await agent.CommandAsync(null, "run");
        Assert.Equal(78, code);
        Assert.Contains("edge-agent provision FILE", talk, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_second_agent_on_the_same_folder_is_refused()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        var (code, _, talk) = await agent.CommandAsync(null, "run");
        Assert.Equal(1, code);
        Assert.Contains("in use by another edge-agent", talk, StringComparison.Ordinal);
        Assert.Equal(0, (await agent.CommandAsync(null, "status")).Code);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_faulted_worker_makes_the_process_exit_1()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        var fail = new TaskCompletionSource();
        agent.Also = services => services.AddSingleton<IHostedService>(new Faulty(fail.Task));
        await agent.StartAsync();
        fail.SetResult();
        Assert.Equal(1, await agent.ExitAsync());
    }

    private sealed class Faulty(Task when) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await when.WaitAsync(stoppingToken);
            throw new InvalidOperationException("worker failed");
        }
    }
}
