namespace Edge.Hub.Fleet.History;

/// <summary>What is kept of one hour of a board. A null is not known.</summary>
internal readonly record struct HourFigures(long Backlog, byte? Link, byte? Power, sbyte? ColdestCelsius, sbyte? LastCelsius, long Records, long Bytes)
{
    private const byte Unknown = 255;
    private const sbyte UnknownCelsius = sbyte.MinValue;

    /// <summary>Hours that have figures, each with its number; about ten bytes an hour.</summary>
    public static byte[] Pack(HourFigures?[] hours)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        for (var hour = 0; hour < hours.Length; hour++)
        {
            if (hours[hour] is not { } figures) continue;
            writer.Write((byte)hour);
            writer.Write7BitEncodedInt64(figures.Backlog);
            writer.Write(figures.Link ?? Unknown);
            writer.Write(figures.Power ?? Unknown);
            writer.Write(figures.ColdestCelsius ?? UnknownCelsius);
            writer.Write(figures.LastCelsius ?? UnknownCelsius);
            writer.Write7BitEncodedInt64(figures.Records);
            writer.Write7BitEncodedInt64(figures.Bytes);
        }
        return bytes.ToArray();
    }

    public static HourFigures?[] Unpack(byte[] packed)
    {
        var hours = new HourFigures?[24];
        using var reader = new BinaryReader(new MemoryStream(packed));
        while (reader.BaseStream.Position < packed.Length)
        {
            hours[reader.ReadByte() % 24] = new HourFigures(reader.Read7BitEncodedInt64(), Known(reader.ReadByte()), Known(reader.ReadByte()),
                KnownCelsius(reader.ReadSByte()), KnownCelsius(reader.ReadSByte()), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        }
        return hours;
    }

    /// <summary>A later look in the same hour.</summary>
    public HourFigures With(BoardSample sample) => Then(new HourFigures(sample.Backlog, Percent(sample.Link), Percent(sample.Power), Celsius(sample.Celsius), Celsius(sample.Celsius), sample.Records, sample.Bytes));

    /// <summary>What was noted of the same hour later, by itself.</summary>
    public HourFigures Then(HourFigures later) => new(
        later.Backlog,
        later.Link ?? Link,
        later.Power ?? Power,
        later.ColdestCelsius is { } now ? (ColdestCelsius is { } before && before < now ? before : now) : ColdestCelsius,
        later.LastCelsius ?? LastCelsius,
        Records + later.Records,
        Bytes + later.Bytes);

    private static byte? Known(byte value) => value == Unknown ? null : value;

    private static sbyte? KnownCelsius(sbyte value) => value == UnknownCelsius ? null : value;

    private static byte? Percent(double? value) => value is { } known ? (byte)Math.Clamp(known, 0, 100) : null;

    private static sbyte? Celsius(double? value) => value is { } known ? (sbyte)Math.Clamp(Math.Round(known), -100, 125) : null;
}

/// <summary>A board as it was looked at.</summary>
/// <param name="Heard">It was heard at this moment, or is connected.</param>
/// <param name="Records">Records that were stored since the last look.</param>
/// <param name="Bytes">Their sealed bytes.</param>
internal readonly record struct BoardSample(bool Heard, long Backlog, double? Link, double? Power, double? Celsius, long Records, long Bytes);
