using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Telemetry;
using Edge.Agent.Uplink.Health;

namespace Edge.Agent.Tests.Uplink.Health;

public sealed class SparkplugNodeTests
{
    private static readonly DateTimeOffset Now = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly SparkplugNode _node = new();

    [Fact]
    public void A_birth_has_every_metric_by_name_alias_type_and_value()
    {
        _node.NextDeath(Now);
        _node.Opened();
        var birth = SparkplugReader.Read(_node.Birth(Readings.Full, Now));
        Assert.Equal((0UL, 1_935_817_689_000UL), (birth.Seq, birth.Timestamp));
        Assert.Equal(["bdSeq", "Node Control/Rebirth", .. BoardMetrics.All.Select(m => m.Name)], birth.Metrics.Select(m => m.Name));
        Assert.All(birth.Metrics, m => Assert.Equal(birth.Timestamp, m.Timestamp));
        // A host writes the rebirth by its name; the specification forbids it an alias.
        Assert.Equal((null, 11, false), (birth["Node Control/Rebirth"].Alias, birth["Node Control/Rebirth"].Type, birth["Node Control/Rebirth"].Value));
        Assert.Equal((null, 4, 0L), (birth["bdSeq"].Alias, birth["bdSeq"].Type, birth["bdSeq"].Value));
        Assert.Equal(Enumerable.Range(1, BoardMetrics.All.Count).Select(i => (ulong?)i), birth.Metrics.Skip(2).Select(m => m.Alias));
        Assert.Equal((4, 11_200L), (birth["Backlog/Records"].Type, birth["Backlog/Records"].Value));
        Assert.Equal((3, -71), (birth["Link/SignalDbm"].Type, birth["Link/SignalDbm"].Value));
        Assert.Equal((4, -1_900_000_000_000L), (birth["Clock/OffsetMs"].Type, birth["Clock/OffsetMs"].Value));
        Assert.Equal((9, 61.5f), (birth["Board/Celsius"].Type, birth["Board/Celsius"].Value));
        Assert.Equal((12, "battery"), (birth["Power/Source"].Type, birth["Power/Source"].Value));
        Assert.Equal((13, 1_935_817_689_000L), (birth["Records/LastReceipt"].Type, birth["Records/LastReceipt"].Value));
    }

    [Fact]
    public void What_is_not_known_is_null_and_has_its_type_all_the_same()
    {
        var birth = SparkplugReader.Read(_node.Birth(Reading.None, Now));
        Assert.All(birth.Metrics.Skip(2), m => Assert.True(m is { IsNull: true, Value: null, Type: > 0, Alias: > 0 }, m.Name));
        Assert.Equal(2 + BoardMetrics.All.Count, birth.Metrics.Count);
    }

    [Fact]
    public void A_birth_with_the_longest_texts_and_largest_numbers_keeps_its_limit()
    {
        for (var i = 0; i < 256; i++) _node.NextDeath(Now);
        _node.Opened();
        var birth = _node.Birth(Readings.Largest, Now);
        TestContext.Current.TestOutputHelper?.WriteLine($"largest birth {birth.Length} bytes, a usual one {_node.Birth(Readings.Full, Now).Length}");
        Assert.InRange(birth.Length, 1_000, 1_536);
    }

    [Fact]
    public void Data_counts_from_one_after_each_birth_wraps_after_255_and_names_nothing()
    {
        _node.Birth(Readings.Full, Now);
        MetricValue[] change = [new(BoardMetrics.LinkSignal, -80), new(BoardMetrics.PowerCharge, null)];
        for (var i = 1; i <= 300; i++)
        {
            var bytes = _node.Data(change, Now);
            var data = SparkplugReader.Read(bytes);
            Assert.Equal((ulong)(i % 256), data.Seq);
            Assert.InRange(bytes.Length, 1, 64);
            Assert.Equal([(null, 7UL, 3, false, -80), (null, 16UL, 3, true, (object?)null)], data.Metrics.Select(m => (m.Name, m.Alias, m.Type, m.IsNull, m.Value)));
        }
        Assert.Equal(0UL, SparkplugReader.Read(_node.Birth(Readings.Full, Now)).Seq);
        Assert.Equal(1UL, SparkplugReader.Read(_node.Data(change, Now)).Seq);
    }

    [Fact]
    public void Each_connection_has_a_death_number_of_its_own_that_its_births_repeat()
    {
        for (var i = 0; i < 520; i++)
        {
            var death = SparkplugReader.Read(_node.NextDeath(Now));
            Assert.Null(death.Seq);
            var only = Assert.Single(death.Metrics);
            Assert.Equal(("bdSeq", 4, (long)(i % 256)), (only.Name, only.Type, only.Value));
            _node.Opened();
            Assert.Equal(only.Value, SparkplugReader.Read(_node.Birth(Readings.Full, Now))["bdSeq"].Value);
            // A rebirth is of the same connection, and so is its goodbye.
            Assert.Equal(only.Value, SparkplugReader.Read(_node.Birth(Readings.Full, Now))["bdSeq"].Value);
            Assert.Equal(only.Value, SparkplugReader.Read(_node.Death(Now))["bdSeq"].Value);
        }
    }

    [Fact]
    public void An_attempt_beside_the_connection_that_comes_to_nothing_changes_nothing_of_it()
    {
        _node.NextDeath(Now);
        _node.Opened();
        _node.NextDeath(Now);
        Assert.Equal(0L, SparkplugReader.Read(_node.Birth(Readings.Full, Now))["bdSeq"].Value);
        Assert.Equal(0L, SparkplugReader.Read(_node.Death(Now))["bdSeq"].Value);
        var third = SparkplugReader.Read(_node.NextDeath(Now))["bdSeq"].Value;
        _node.Opened();
        Assert.Equal(third, SparkplugReader.Read(_node.Birth(Readings.Full, Now))["bdSeq"].Value);
    }

    [Fact]
    public void A_clock_in_1970_breaks_nothing() => Assert.Equal(5_000UL, SparkplugReader.Read(_node.Birth(Readings.Full, DateTimeOffset.UnixEpoch.AddSeconds(5))).Timestamp);

    [Fact]
    public void Names_and_aliases_are_unique()
    {
        Assert.Equal(BoardMetrics.All.Count, BoardMetrics.All.Select(m => m.Name).Distinct().Count());
        Assert.Equal(BoardMetrics.All.Count, BoardMetrics.All.Select(m => m.Alias).Distinct().Count());
    }
}
