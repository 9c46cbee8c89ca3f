using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Health;

namespace Edge.Agent.Tests.Telemetry;

public sealed class ReportPolicyTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private readonly ReportPolicy _policy = new(() => Interval);

    public ReportPolicyTests() => _policy.Born(Readings.Full, TimeSpan.Zero);

    [Fact]
    public void Nothing_changed_is_nothing_to_say_however_long_it_lasts() => Assert.Empty(_policy.Changes(Readings.Full, TimeSpan.FromDays(1)));

    [Fact]
    public void What_changed_is_said_once_and_no_sooner_than_the_interval()
    {
        var changed = Readings.With((BoardMetrics.LinkTechnology, "wifi"));
        Assert.Empty(_policy.Changes(changed, Interval - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(BoardMetrics.LinkTechnology, Assert.Single(_policy.Changes(changed, Interval)).Metric);
        Assert.Empty(_policy.Changes(changed, 10 * Interval));
    }

    [Fact]
    public void Small_moves_say_nothing_until_they_add_up()
    {
        var now = Interval;
        for (var celsius = 62f; celsius <= 66.5f; celsius++) Assert.Empty(_policy.Changes(Readings.With((BoardMetrics.Temperature, celsius)), now += Interval));
        Assert.Equal(66.6f, Assert.Single(_policy.Changes(Readings.With((BoardMetrics.Temperature, 66.6f)), now += Interval)).Value);
        // From what was told, not from what was seen in between.
        Assert.Empty(_policy.Changes(Readings.With((BoardMetrics.Temperature, 63f)), now + Interval));
    }

    [Fact]
    public void A_share_and_an_absolute_move_must_both_be_passed()
    {
        // 5 % of 40 GB are 2 GB; 64 MiB alone are not worth a word.
        Assert.Empty(_policy.Changes(Readings.With((BoardMetrics.DiskFree, 39_000_000_000L)), Interval));
        Assert.Single(_policy.Changes(Readings.With((BoardMetrics.DiskFree, 37_900_000_000L)), Interval));
    }

    [Fact]
    public void Becoming_zero_known_or_unknown_always_counts()
    {
        Assert.Single(_policy.Changes(Readings.With((BoardMetrics.BacklogRecords, 0L)), Interval));
        Assert.Equal(2, _policy.Changes(Readings.With((BoardMetrics.BacklogRecords, 1L), (BoardMetrics.PowerCharge, null)), 2 * Interval).Count);
        Assert.Single(_policy.Changes(Readings.With((BoardMetrics.BacklogRecords, 1L)), 3 * Interval));
    }

    [Fact]
    public void What_is_urgent_comes_after_two_seconds_and_takes_the_rest_with_it()
    {
        var changed = Readings.With((BoardMetrics.Store, "failed"), (BoardMetrics.LinkTechnology, "wifi"));
        Assert.Empty(_policy.Changes(changed, TimeSpan.FromSeconds(1.9)));
        Assert.Equal([BoardMetrics.LinkTechnology, BoardMetrics.Store], _policy.Changes(changed, TimeSpan.FromSeconds(2)).Select(c => c.Metric));
    }

    [Fact]
    public void Uptime_alone_is_never_news() => Assert.Empty(_policy.Changes(Readings.With((BoardMetrics.Uptime, 9_999_999L)), TimeSpan.FromDays(30)));

    // A day of a board on which everything moves all the time.
    [Fact]
    public void A_restless_board_says_one_small_thing_a_minute()
    {
        var (random, node, messages, bytes) = (new Random(7), new SparkplugNode(), 0, 0);
        for (var now = TimeSpan.Zero; now < TimeSpan.FromDays(1); now += TimeSpan.FromSeconds(10))
        {
            var changes = _policy.Changes(Readings.With((BoardMetrics.LinkSignal, -random.Next(50, 100)), (BoardMetrics.LinkRate, random.NextInt64(10_000, 200_000)),
                (BoardMetrics.BacklogRecords, random.NextInt64(100)), (BoardMetrics.Temperature, 40 + random.NextSingle() * 40), (BoardMetrics.Uptime, (long)now.TotalSeconds)), now);
            if (changes.Count == 0) continue;
            messages++;
            bytes += node.Data(changes, DateTimeOffset.UnixEpoch + now).Length;
        }
        Assert.InRange(messages, 1_000, 1_440);
        Assert.InRange(bytes / messages, 1, 120);
    }
}
