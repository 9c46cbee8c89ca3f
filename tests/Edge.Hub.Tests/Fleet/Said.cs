using Edge.Contracts.Sparkplug;
using Google.Protobuf;

namespace Edge.Hub.Tests.Fleet;

/// <summary>What a board says of itself, put together by hand.</summary>
internal static class Said
{
    public static byte[] Birth(int birthDeath, params (string Name, ulong Alias, SparkplugType Type, object? Value)[] metrics)
    {
        var payload = new SparkplugPayload { Timestamp = 1, Seq = 0, Metrics = { BirthDeath(birthDeath), new SparkplugMetric { Name = SparkplugNames.Rebirth, Datatype = 11, BooleanValue = false } } };
        foreach (var (name, alias, type, value) in metrics)
        {
            var metric = new SparkplugMetric { Name = name, Alias = alias, Datatype = (uint)type };
            metric.Set(type, value);
            payload.Metrics.Add(metric);
        }
        return payload.ToByteArray();
    }

    public static byte[] Data(ulong seq, params (ulong Alias, SparkplugType Type, object? Value)[] metrics)
    {
        var payload = new SparkplugPayload { Timestamp = 1, Seq = seq };
        foreach (var (alias, type, value) in metrics)
        {
            var metric = new SparkplugMetric { Alias = alias };
            metric.Set(type, value);
            payload.Metrics.Add(metric);
        }
        return payload.ToByteArray();
    }

    public static byte[] Death(int birthDeath) => new SparkplugPayload { Metrics = { BirthDeath(birthDeath) } }.ToByteArray();

    private static SparkplugMetric BirthDeath(int number) => new() { Name = SparkplugNames.BirthDeath, Datatype = 4, LongValue = (ulong)number };
}
