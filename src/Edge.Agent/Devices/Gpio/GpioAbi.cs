using System.Buffers.Binary;
using System.Text;

namespace Edge.Agent.Devices.Gpio;

/// <summary>What the kernel's GPIO character device is told, byte for byte (linux/gpio.h, uAPI version 2). No I/O.</summary>
internal static class GpioAbi
{
    public const int MostLines = 64;
    public const int RequestBytes = 592;
    public const int EventBytes = 48;

    /// <summary>Where the kernel puts the number of the lines' own file.</summary>
    public const int FileAt = 588;

    // ioctl numbers of type 0xB4: chip info _IOR 0x01 (68 bytes), line request _IOWR 0x07 (592), values _IOWR 0x0E and 0x0F (16).
    public const uint GetChipInfo = 0x8044B401;
    public const uint GetLines = 0xC250B407;
    public const uint GetValues = 0xC010B40E;
    public const uint SetValues = 0xC010B40F;
    public const int ChipInfoBytes = 68;

    private const int NameBytes = 32;
    private const int ConsumerAt = 256;
    private const int ConfigAt = 288;
    private const int CountAt = 560;
    private const int MostAttributes = 10;
    private const int AttributeBytes = 24;
    private const uint AttributeFlags = 1;
    private const uint AttributeDebounce = 3;

    [Flags]
    private enum Line : ulong
    {
        ActiveLow = 1 << 1,
        Input = 1 << 2,
        Output = 1 << 3,
        Rising = 1 << 4,
        Falling = 1 << 5,
        PullUp = 1 << 8,
        PullDown = 1 << 9,
        NoBias = 1 << 10,
    }

    /// <summary>A struct gpio_v2_line_request for these lines, in this order: outputs off, both edges of inputs told.</summary>
    /// <exception cref="DeviceException">The kernel cannot be told so many different things at once.</exception>
    public static byte[] Request(IReadOnlyList<LineOptions> lines, string consumer)
    {
        var request = new byte[RequestBytes];
        for (var i = 0; i < lines.Count; i++) BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4 * i), (uint)lines[i].Offset);
        Encoding.ASCII.GetBytes(consumer, request.AsSpan(ConsumerAt, NameBytes - 1));
        var attributes = Groups(lines, l => (ulong)FlagsOf(l)).Select(g => (Id: AttributeFlags, g.Value, g.Mask))
            .Concat(Groups(lines, Microseconds).Where(g => g.Value > 0).Select(g => (Id: AttributeDebounce, g.Value, g.Mask))).ToList();
        if (attributes.Count > MostAttributes) throw new DeviceException($"Devices:Gpio:Lines has {attributes.Count} different kinds of lines and debounce times; the kernel takes {MostAttributes}");
        var config = request.AsSpan(ConfigAt);
        BinaryPrimitives.WriteUInt32LittleEndian(config[8..], (uint)attributes.Count);
        for (var i = 0; i < attributes.Count; i++)
        {
            var attribute = config[(32 + AttributeBytes * i)..];
            BinaryPrimitives.WriteUInt32LittleEndian(attribute, attributes[i].Id);
            BinaryPrimitives.WriteUInt64LittleEndian(attribute[8..], attributes[i].Value);
            BinaryPrimitives.WriteUInt64LittleEndian(attribute[16..], attributes[i].Mask);
        }
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(CountAt), (uint)lines.Count);
        return request;
    }

    /// <summary>A struct gpio_v2_line_event: which line of the chip, whether it became active, and when by the monotonic clock.</summary>
    public static (uint Offset, bool Active, TimeSpan At) Event(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == 1, new TimeSpan((long)(BinaryPrimitives.ReadUInt64LittleEndian(bytes) / 100)));

    /// <summary>The name and the label of a struct gpiochip_info.</summary>
    public static (string Name, string Label) Chip(ReadOnlySpan<byte> info) => (Text(info[..NameBytes]), Text(info[NameBytes..(2 * NameBytes)]));

    private static IEnumerable<(ulong Value, ulong Mask)> Groups(IReadOnlyList<LineOptions> lines, Func<LineOptions, ulong> value) =>
        lines.Select((line, i) => (Value: value(line), Bit: 1UL << i)).GroupBy(l => l.Value).Select(g => (g.Key, g.Aggregate(0UL, (mask, l) => mask | l.Bit)));

    private static ulong Microseconds(LineOptions line) => line.Direction == LineDirection.Input ? (uint)line.Debounce.TotalMicroseconds : 0;

    // Edges are of the active level, whatever the wiring: rising is "became active".
    private static Line FlagsOf(LineOptions line) =>
        (line.Direction == LineDirection.Input ? Line.Input | Line.Rising | Line.Falling : Line.Output)
        | (line.ActiveLow ? Line.ActiveLow : 0)
        | line.Bias switch { LineBias.PullUp => Line.PullUp, LineBias.PullDown => Line.PullDown, LineBias.Off => Line.NoBias, _ => 0 };

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes);
}
