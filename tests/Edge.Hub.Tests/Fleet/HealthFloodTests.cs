using Edge.Hub.Ingest;

namespace Edge.Hub.Tests.Fleet;

public sealed class HealthFloodTests
{
    private readonly FloodPolicy _policy = new(new IngestOptions());

    [Fact]
    public void A_board_whose_link_flaps_every_second_is_heard_for_ever()
    {
        for (var second = 0; second < 100_000; second++)
        {
            foreach (var isDeath in new[] { true, false, false }) Assert.Equal(Verdict.Take, _policy.JudgeHealth("kiosk-1", isDeath, TimeSpan.FromSeconds(second)));
        }
    }

    [Fact]
    public void Too_much_is_left_out_and_a_flood_evicts_that_board_and_no_other()
    {
        var verdicts = Enumerable.Range(0, 1_000).Select(_ => _policy.JudgeHealth("mallory", isDeath: false, TimeSpan.Zero)).ToList();
        Assert.Equal(32, verdicts.Count(v => v.IsTaken));
        var eviction = Assert.Single(verdicts, v => v.Eviction is not null).Eviction!;
        Assert.Equal("mallory", eviction.Node);
        Assert.Contains("more than 40 messages of health a second and 64 at once", eviction.Detail, StringComparison.Ordinal);
        Assert.Equal(Verdict.Take, _policy.JudgeHealth("honest", isDeath: false, TimeSpan.Zero));
    }

    [Fact]
    public void The_death_of_a_board_that_was_shut_out_is_still_told()
    {
        while (_policy.JudgeHealth("mallory", isDeath: false, TimeSpan.Zero).Eviction is null) { }
        Assert.Equal(Verdict.Take, _policy.JudgeHealth("mallory", isDeath: true, TimeSpan.FromSeconds(1)));
        Assert.Equal(Verdict.Drop, _policy.JudgeHealth("mallory", isDeath: false, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Health_takes_nothing_from_what_offers_may()
    {
        for (var i = 0; i < 60; i++) _policy.JudgeHealth("kiosk-1", isDeath: false, TimeSpan.Zero);
        Assert.Equal(Verdict.Take, _policy.Judge("kiosk-1", isOffer: true, 100, TimeSpan.Zero));
    }
}
