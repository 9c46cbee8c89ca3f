using Edge.Agent.Telemetry;
using Edge.Contracts.Sparkplug;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Health;

/// <summary>A board's side of Sparkplug B: numbers its births, data and deaths and writes them. No clock and no I/O.</summary>
internal sealed class SparkplugNode
{
    private int _attempt = -1;
    private int _birthDeath;
    private int _seq;

    /// <summary>An attempt to connect is made: its will. The connection there is, if any, keeps its own.</summary>
    public byte[] NextDeath(DateTimeOffset now) => Death(_attempt = (_attempt + 1) % 256, now);

    /// <summary>The last attempt has become the connection: its births name the will of that attempt.</summary>
    public void Opened() => _birthDeath = Math.Max(_attempt, 0);

    /// <summary>The goodbye of this connection; the broker throws its will away when we disconnect in order.</summary>
    public byte[] Death(DateTimeOffset now) => Death(_birthDeath, now);

    /// <summary>Everything, by name and alias; the sequence begins anew.</summary>
    public byte[] Birth(Reading reading, DateTimeOffset now)
    {
        _seq = 0;
        var payload = new SparkplugPayload { Timestamp = Ms(now), Seq = 0 };
        payload.Metrics.Add(BirthDeath(_birthDeath, now));
        payload.Metrics.Add(Metric(SparkplugNames.Rebirth, SparkplugType.Boolean, false, now));
        foreach (var (metric, value) in reading.All)
        {
            var told = Metric(metric.Name, metric.Type, value, now);
            told.Alias = metric.Alias;
            payload.Metrics.Add(told);
        }
        return payload.ToByteArray();
    }

    /// <summary>What has changed, by alias alone.</summary>
    public byte[] Data(IEnumerable<MetricValue> changes, DateTimeOffset now)
    {
        _seq = (_seq + 1) % 256;
        var payload = new SparkplugPayload { Timestamp = Ms(now), Seq = (ulong)_seq };
        foreach (var (metric, value) in changes)
        {
            var told = new SparkplugMetric { Alias = metric.Alias, Timestamp = Ms(now), Datatype = (uint)metric.Type };
            told.Set(metric.Type, value);
            payload.Metrics.Add(told);
        }
        return payload.ToByteArray();
    }

    // A death has no seq: the broker says it, and does not know ours.
    private static byte[] Death(int attempt, DateTimeOffset now)
    {
        var payload = new SparkplugPayload { Timestamp = Ms(now) };
        payload.Metrics.Add(BirthDeath(attempt, now));
        return payload.ToByteArray();
    }

    private static SparkplugMetric BirthDeath(int attempt, DateTimeOffset now) => Metric(SparkplugNames.BirthDeath, SparkplugType.Int64, (long)attempt, now);

    private static SparkplugMetric Metric(string name, SparkplugType type, object? value, DateTimeOffset now)
    {
        var metric = new SparkplugMetric { Name = name, Timestamp = Ms(now), Datatype = (uint)type };
        metric.Set(type, value);
        return metric;
    }

    private static ulong Ms(DateTimeOffset time) => (ulong)Math.Max(0, time.ToUnixTimeMilliseconds());
}
