using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Cli;

public sealed class JournalCommandTests
{
    [Fact(Timeout = 180_000)]
    public async Task The_journal_is_listed_and_a_changed_entry_is_found()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        Assert.Equal(0, (await agent.CommandAsync(null, "queue", "open")).Code);
        var (code, text, _) = await agent.CommandAsync(null, "journal");
        Assert.Equal(0, code);
        Assert.Matches(@"^NUMBER +AT .*\n +1  .* keypad +day-opened +1\n$", text);
        Assert.Equal((0, "every entry follows from the one before\n"), await VerifyAsync(agent));
        using (var state = StateDatabase.Open(agent.Data.StateDatabase, TimeProvider.System, NullLogger.Instance)) state.With(c => c.Run("UPDATE journal SET officer = 'minh'"));
        var (broken, told) = await VerifyAsync(agent);
        Assert.Equal(1, broken);
        Assert.StartsWith("entry 1 does not follow", told, StringComparison.Ordinal);
    }

    private static async Task<(int, string)> VerifyAsync(TestAgent agent)
    {
        var (code, text, _) = await agent.CommandAsync(null, "journal", "--verify");
        return (code, text);
    }
}
