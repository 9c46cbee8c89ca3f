using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Edge.Testing.Samples;

/// <summary>Made-up records of realistic form and size, the same ones for the same seed.</summary>
internal sealed class SampleRecords(int seed)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record of that number; any number, in any order, from any thread.</summary>
    public SampleRecord Make(int index)
    {
        var random = new Random(Mix(seed, index));
        var id = NewId(random);
        var kind = random.Next(10) switch { < 6 => "card", < 8 => "activation", _ => "correction" };
        var partial = random.Next(8) == 0;
        var person = SyntheticPerson.Make(random);
        var fingers = Fingers(random, kind, partial);
        List<SampleAttachment> files = [new("portrait.jpg", "image/jpeg", PortraitPainter.Paint(random))];
        foreach (var finger in fingers) files.Add(Finger(random, finger));
        return new SampleRecord(id, kind, partial ? "partial" : "complete", Priority(random), Fields(person, kind, partial, fingers), files);
    }

    // Neighbouring seeds would give alike people.
    private static int Mix(int seed, int index)
    {
        var mixed = unchecked(((ulong)(uint)seed << 32 | (uint)index) * 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9);
        return (int)(mixed >> 33);
    }

    // Old, ill, pregnant and disabled people go first; a correction can wait.
    private static int Priority(Random random) => random.Next(10) switch { 0 => 1, 1 => 3, < 8 => 5, _ => 7 };

    private static int[] Fingers(Random random, string kind, bool partial)
    {
        var wanted = kind == "card" ? 10 : 4;
        var all = Enumerable.Range(1, 10).ToArray();
        if (wanted < 10) return [1, 2, 6, 7];
        // Worn or missing fingers are left out, with a reason in the fields.
        return partial ? [.. all.OrderBy(_ => random.Next()).Take(random.Next(5, 9)).Order()] : all;
    }

    private static SampleAttachment Finger(Random random, int position) => new(
        string.Create(CultureInfo.InvariantCulture, $"finger-{position:D2}.fir"),
        "application/vnd.iso.19794-4",
        FingerImageFile.Wrap(position, random.Next(40, 96), RidgePainter.Paint(random)));

    private static byte[] Fields(SyntheticPerson person, string kind, bool partial, int[] fingers) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Service = kind,
        person.Number,
        FullName = person.Name,
        Born = person.Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Sex = person.Female ? "Nữ" : "Nam",
        person.Address,
        person.Ethnicity,
        Fingers = fingers,
        Exception = partial ? "vân tay mòn" : null,
        Synthetic = true,
    }, Json);

    private static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>A made-up record, as a kiosk would hand it over.</summary>
internal sealed record SampleRecord(Guid Id, string Kind, string Outcome, int Priority, byte[] Fields, IReadOnlyList<SampleAttachment> Attachments)
{
    /// <summary>Fields and attachments together.</summary>
    public int SizeBytes => Fields.Length + Attachments.Sum(a => a.Data.Length);
}
