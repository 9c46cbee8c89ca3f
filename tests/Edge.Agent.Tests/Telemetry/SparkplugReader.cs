using System.Buffers.Binary;
using System.Text;

namespace Edge.Agent.Tests.Telemetry;

/// <summary>A Sparkplug B decoder of its own, after the specification's payload table and protobuf's encoding: it shares nothing with the code it checks.</summary>
internal sealed class SparkplugReader
{
    public ulong? Timestamp { get; private set; }

    public ulong? Seq { get; private set; }

    public List<Metric> Metrics { get; } = [];

    public Metric this[string name] => Metrics.Single(m => m.Name == name);

    public static SparkplugReader Read(ReadOnlySpan<byte> bytes)
    {
        var read = new SparkplugReader();
        foreach (var (field, number, data) in Fields(bytes))
        {
            if (field == 1) read.Timestamp = number;
            else if (field == 2) read.Metrics.Add(ReadMetric(data));
            else if (field == 3) read.Seq = number;
            else Assert.Fail($"field {field} is none of a payload that health uses");
        }
        return read;
    }

    private static Metric ReadMetric(byte[] bytes)
    {
        var metric = new Metric();
        foreach (var (field, number, data) in Fields(bytes))
        {
            switch (field)
            {
                case 1: metric.Name = Encoding.UTF8.GetString(data); break;
                case 2: metric.Alias = number; break;
                case 3: metric.Timestamp = number; break;
                case 4: metric.Type = (int)number; break;
                case 7: metric.IsNull = number != 0; break;
                case 10: metric.Value = (int)(uint)number; break;
                case 11: metric.Value = (long)number; break;
                case 12: metric.Value = BinaryPrimitives.ReadSingleLittleEndian(data); break;
                case 13: metric.Value = BinaryPrimitives.ReadDoubleLittleEndian(data); break;
                case 14: metric.Value = number != 0; break;
                case 15: metric.Value = Encoding.UTF8.GetString(data); break;
                default: Assert.Fail($"field {field} is none of a metric that health uses"); break;
            }
        }
        return metric;
    }

    private static List<(int Field, ulong Number, byte[] Data)> Fields(ReadOnlySpan<byte> bytes)
    {
        var fields = new List<(int, ulong, byte[])>();
        for (var at = 0; at < bytes.Length;)
        {
            var tag = VarInt(bytes, ref at);
            var (number, length) = (tag & 7) switch
            {
                0 => (VarInt(bytes, ref at), 0),
                1 => (0UL, 8),
                2 => (0UL, (int)VarInt(bytes, ref at)),
                5 => (0UL, 4),
                var wire => throw new InvalidDataException($"wire type {wire}"),
            };
            fields.Add(((int)(tag >> 3), number, bytes.Slice(at, length).ToArray()));
            at += length;
        }
        return fields;
    }

    private static ulong VarInt(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128) return value;
        }
    }

    internal sealed class Metric
    {
        public string? Name { get; set; }

        public ulong? Alias { get; set; }

        public ulong? Timestamp { get; set; }

        public int? Type { get; set; }

        public bool IsNull { get; set; }

        public object? Value { get; set; }
    }
}
