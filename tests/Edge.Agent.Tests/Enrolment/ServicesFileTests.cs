using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Services;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>services.json: which steps there are, and what is said of a file that is wrong.</summary>
public sealed class ServicesFileTests
{
    private static readonly string[] Kiosk = ["card", "account", "activation", "correction", "result"];

    [Fact]
    public void What_came_with_the_agent_is_right_and_has_all_services()
    {
        var file = ServicesFile.ReadUsual();
        Assert.Empty(file.Problems(Kiosk));
        var plans = file.Plans();
        Assert.Equal(Kiosk.Order(), plans.Keys.Order());
        Assert.Equal([2, 7, 1, 6, 3, 4, 5, 8, 9, 10], plans["card"].Fingers);
        Assert.Equal((40, 3, true), (plans["card"].Threshold, plans["card"].Tries, plans["activation"].Request));
        Assert.Null(new ServiceBook(plans).Find("result"));
        Assert.All(plans.Values.Where(p => p.Steps.Count > 0), p => Assert.True(p.Has(CaseSteps.Consent), $"{p.Id} sends something without consent"));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("""{"services":{"cards":{"steps":["identify"]}}}""", "services has 'cards'; this kiosk has card, account")]
    [InlineData("""{"services":{"card":{"steps":["identify","photo"]}}}""", "services.card: steps has 'photo'; steps are identify, phone,")]
    [InlineData("""{"services":{"card":{"steps":["identify","phone","review"]}}}""", "services.card: steps have no consent")]
    [InlineData("""{"services":{"card":{"steps":["phone","identify"]}}}""", "services.card: the first step is 'phone'; it must be identify")]
    [InlineData("""{"services":{"card":{"steps":["identify","consent","portrait"]}}}""", "after consent come only review and receipt")]
    [InlineData("""{"services":{"card":{"steps":["identify","phone","phone"]}}}""", "services.card: steps has 'phone' twice")]
    [InlineData("""{"services":{"card":{"steps":["identify","fingers"]}}}""", "fingers must name the fingers")]
    [InlineData("""{"services":{"card":{"steps":["identify","fingers"],"fingers":[2,11]}}}""", "fingers has 11; positions are 1 (right thumb) to 10")]
    [InlineData("""{"services":{"card":{"steps":["identify","fingers"],"fingers":[2,2]}}}""", "fingers has 2 twice")]
    [InlineData("""{"services":{"card":{"steps":["identify"],"threshold":101}}}""", "threshold is 101; it must be 1 to 100")]
    [InlineData("""{"services":{"card":{"steps":["identify"],"tries":0}}}""", "tries is 0; it must be 1 to 10")]
    [InlineData("""{"services":{"card":{"steps":["identify","consent"],"optional":["consent"]}}}""", "optional has 'consent', which cannot be left out")]
    [InlineData("""{"services":{"card":{"steps":["identify"],"optional":["phone"]}}}""", "optional has 'phone', which is none of its steps")]
    [InlineData("""{"services":{"card":{"steps":["identify"],"colour":"red"}}}""", "no usable JSON")]
    [InlineData("""{"services":{"card":{"steps":["identify"]},"card":{"steps":[]}}}""", "no usable JSON")]
    [InlineData("""{"services":""", "no usable JSON")]
    public async Task A_wrong_file_stops_the_start_with_78_and_says_where(string json, string problem)
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        var path = Path.Combine(agent.Data.Root, "services.json");
        await File.WriteAllTextAsync(path, json, TestContext.Current.CancellationToken);
        agent.Configuration = $$$"""{"Enrolment":{"Services":"{{{path}}}"}}""";
        var (code, _, talk) = await agent.CommandAsync(null, "check");
        Assert.Equal(78, code);
        Assert.Contains(problem, talk, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_file_that_is_not_there_stops_the_start()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = """{"Enrolment":{"Services":"/nowhere/services.json"}}""";
        var (code, _, talk) = await agent.CommandAsync(null, "check");
        Assert.Equal(78, code);
        Assert.Contains("Enrolment:Services is '/nowhere/services.json'; it cannot be read", talk, StringComparison.Ordinal);
    }
}
