using Edge.Agent.Spool;

namespace Edge.Agent.Tests.Spool;

public sealed class UrgencyTests
{
    private static SpoolEntry Entry(ulong sequence, int priority = 5) => new(Guid.Empty, "00000000", sequence, priority, 0);

    [Fact]
    public void Priority_comes_before_everything()
    {
        Assert.True(Urgency.Of(Entry(100_000, priority: 0), 4_000_000).CompareTo(Urgency.Of(Entry(1, priority: 1), 1)) < 0);
    }

    [Fact]
    public void A_shorter_rest_goes_before_a_longer_one_of_the_same_age()
    {
        Assert.True(Urgency.Of(Entry(2), 1_000).CompareTo(Urgency.Of(Entry(1), 200_000)) < 0);
    }

    /// <summary>One large record, and an endless stream of small ones that come as fast as they are sent.</summary>
    [Fact]
    public void A_large_record_is_overtaken_by_a_bounded_number_of_small_ones()
    {
        const long Large = 500_000;
        const long Small = 5_000;
        var overtaken = 0;
        for (ulong sequence = 2; Urgency.Of(Entry(sequence), Small).CompareTo(Urgency.Of(Entry(1), Large)) < 0; sequence++) overtaken++;
        Assert.InRange(overtaken, 1, (int)(Large / Urgency.Advance) + 1);
    }
}
