namespace Edge.Contracts.Sparkplug;

/// <summary>A metric's value as .NET has it: int, long, float, double, bool, string, DateTimeOffset, or null where it is not known.</summary>
public static class SparkplugValues
{
    /// <summary>Puts the value into the metric, in the form of its type.</summary>
    public static void Set(this SparkplugMetric metric, SparkplugType type, object? value)
    {
        switch (value)
        {
            case null: metric.IsNull = true; break;
            case int number when type == SparkplugType.Int32: metric.IntValue = unchecked((uint)number); break;
            case long number when type == SparkplugType.Int64: metric.LongValue = unchecked((ulong)number); break;
            case float number when type == SparkplugType.Float: metric.FloatValue = number; break;
            case double number when type == SparkplugType.Double: metric.DoubleValue = number; break;
            case bool truth when type == SparkplugType.Boolean: metric.BooleanValue = truth; break;
            case string text when type == SparkplugType.String: metric.StringValue = text; break;
            case DateTimeOffset moment when type == SparkplugType.DateTime: metric.LongValue = (ulong)Math.Max(0, moment.ToUnixTimeMilliseconds()); break;
            default: throw new ArgumentException($"A {value.GetType().Name} is no {type}.", nameof(value));
        }
    }

    /// <summary>The value, read as the type its birth gave it.</summary>
    /// <exception cref="MalformedException">It holds another type's value.</exception>
    public static object? Get(this SparkplugMetric metric, SparkplugType type)
    {
        if (metric.IsNull) return null;
        return (type, metric.ValueCase) switch
        {
            (SparkplugType.Int32, SparkplugMetric.ValueOneofCase.IntValue) => unchecked((int)metric.IntValue),
            (SparkplugType.Int64, SparkplugMetric.ValueOneofCase.LongValue) => unchecked((long)metric.LongValue),
            (SparkplugType.Float, SparkplugMetric.ValueOneofCase.FloatValue) when float.IsFinite(metric.FloatValue) => metric.FloatValue,
            (SparkplugType.Double, SparkplugMetric.ValueOneofCase.DoubleValue) when double.IsFinite(metric.DoubleValue) => metric.DoubleValue,
            (SparkplugType.Boolean, SparkplugMetric.ValueOneofCase.BooleanValue) => metric.BooleanValue,
            (SparkplugType.String, SparkplugMetric.ValueOneofCase.StringValue) => metric.StringValue,
            (SparkplugType.DateTime, SparkplugMetric.ValueOneofCase.LongValue) => UnixTime.Clamped((long)Math.Min(metric.LongValue, UnixTime.LastMs)),
            _ => throw new MalformedException($"metric {metric.Alias} is a {type} and holds {metric.ValueCase}, or no number"),
        };
    }
}
