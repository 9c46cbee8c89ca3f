namespace Edge.Contracts.Sparkplug;

/// <summary>What a health message must be before anything of it is believed or shown.</summary>
public static class SparkplugRules
{
    /// <summary>Decodes and checks one message.</summary>
    /// <exception cref="MalformedException">It is none that a board of ours may send.</exception>
    public static SparkplugPayload Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Limits.HealthBytes) throw new MalformedException($"health of {bytes.Length} bytes; at most {Limits.HealthBytes}");
        var payload = Decoder.Parse(SparkplugPayload.Parser, bytes, "health");
        if (payload.Metrics.Count > Limits.HealthMetrics) throw new MalformedException($"health with {payload.Metrics.Count} metrics; at most {Limits.HealthMetrics}");
        if (payload.HasSeq && payload.Seq > byte.MaxValue) throw new MalformedException($"seq is {payload.Seq}; at most 255");
        foreach (var metric in payload.Metrics) Check(metric);
        return payload;
    }

    /// <summary>The number a birth and its death share.</summary>
    /// <exception cref="MalformedException">It is missing, or none.</exception>
    public static int BirthDeath(SparkplugPayload payload)
    {
        var metric = payload.Metrics.FirstOrDefault(m => m.Name == SparkplugNames.BirthDeath) ?? throw new MalformedException("health without bdSeq");
        return metric.Get(SparkplugType.Int64) is long and >= 0 and <= byte.MaxValue and var number ? (int)(long)number : throw new MalformedException("bdSeq is not from 0 to 255");
    }

    /// <summary>True where a host asks for a new birth.</summary>
    public static bool AsksForRebirth(SparkplugPayload payload) => payload.Metrics.Any(m => m is { Name: SparkplugNames.Rebirth, BooleanValue: true });

    // Names and texts end up on operators' terminals: nothing there may move the cursor.
    private static void Check(SparkplugMetric metric)
    {
        if (metric.Name.Length > Limits.HealthName || metric.Name.Any(char.IsControl)) throw new MalformedException($"a metric's name has at most {Limits.HealthName} characters, and none that controls");
        if (metric.StringValue.Length > Limits.HealthText || metric.StringValue.Any(char.IsControl)) throw new MalformedException($"a metric's text has at most {Limits.HealthText} characters, and none that controls");
    }
}
