using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Edge.Contracts;
using Edge.Testing.Samples;
using Edge.Testing.Samples.Jpeg;

namespace Edge.SystemTests.Harness;

public sealed partial class SampleRecordsTests
{
    private static readonly SampleRecord[] Samples = [.. Enumerable.Range(0, 40).Select(new SampleRecords(7).Make)];

    [Fact]
    public void The_same_seed_makes_the_same_record_and_another_seed_another()
    {
        var (again, other) = (new SampleRecords(7).Make(3), new SampleRecords(8).Make(3));

        Assert.Equal(Samples[3].Id, again.Id);
        Assert.Equal(Samples[3].Fields, again.Fields);
        Assert.Equal(Samples[3].Attachments.Select(a => (a.Name, a.ContentType)), again.Attachments.Select(a => (a.Name, a.ContentType)));
        Assert.All(Samples[3].Attachments.Zip(again.Attachments), pair => Assert.Equal(pair.First.Data, pair.Second.Data));
        Assert.NotEqual(Samples[3].Id, other.Id);
        Assert.NotEqual(Samples[3].Fields, other.Fields);
        Assert.Equal(Samples.Length, Samples.Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public void A_record_has_100_to_500_KB_and_a_portrait_30_to_150_KB()
    {
        Assert.All(Samples, s => Assert.InRange(s.SizeBytes, 100_000, 500_000));
        Assert.All(Samples, s => Assert.InRange(s.Attachments[0].Data.Length, 30_000, 150_000));
    }

    [Fact]
    public void What_a_record_says_of_itself_keeps_the_rules()
    {
        Assert.All(Samples, s =>
        {
            Assert.True(Names.IsToken(s.Kind) && Names.IsToken(s.Outcome) && s.Priority is >= 0 and <= 9);
            Assert.All(s.Attachments, a => Assert.True(Names.IsAttachment(a.Name)));
            Assert.Equal(4, s.Id.Version);
        });
        Assert.Equal(["activation", "card", "correction"], Samples.Select(s => s.Kind).Distinct().Order());
        Assert.Equal(["complete", "partial"], Samples.Select(s => s.Outcome).Distinct().Order());
        Assert.True(Samples.Select(s => s.Priority).Distinct().Count() > 2);
    }

    [Fact]
    public void People_are_made_up_by_the_rule_of_the_twelve_digits_with_all_marks()
    {
        Assert.All(Samples, s =>
        {
            using var fields = JsonDocument.Parse(s.Fields);
            var (number, born, sex) = (Text(fields, "number"), Text(fields, "born"), Text(fields, "sex"));
            Assert.Matches(TwelveDigits(), number);
            Assert.Equal(born[2..4], number[4..6]);
            Assert.Equal(int.Parse(born[..2], null), 19 + (number[3] - '0') / 2);
            Assert.Equal(sex == "Nữ", (number[3] - '0') % 2 == 1);
            Assert.True(fields.RootElement.GetProperty("synthetic").GetBoolean());
        });
        var everything = string.Concat(Samples.Select(s => Encoding.UTF8.GetString(s.Fields)));
        Assert.All("ễạốồắơướáàảăâêôệ", mark => Assert.Contains(mark, everything));
    }

    [Fact]
    public void Portraits_decode()
    {
        var picture = JpegReader.Read(Samples[0].Attachments[0].Data);

        Assert.Equal((480, 640, 3), (picture.Width, picture.Height, picture.Planes.Length));
    }

    [Fact]
    public void Finger_images_are_in_their_container_and_decode()
    {
        var fingers = Samples[0].Attachments.Skip(1).ToList();
        Assert.NotEmpty(fingers);
        Assert.All(fingers, f =>
        {
            Assert.Equal("FIR\0020\0"u8, f.Data.AsSpan(0, 8));
            Assert.Equal(f.Data.Length, BinaryPrimitives.ReadInt32BigEndian(f.Data.AsSpan(8)));
            Assert.Equal(f.Data.Length - 16, BinaryPrimitives.ReadInt32BigEndian(f.Data.AsSpan(16)));
            Assert.Equal(f.Name, $"finger-{f.Data[40]:D2}.fir");
            var image = f.Data[(FingerImageFile.GeneralHeader + FingerImageFile.RepresentationHeader)..];
            Assert.Equal(image.Length, BinaryPrimitives.ReadInt32BigEndian(f.Data.AsSpan(FingerImageFile.GeneralHeader + FingerImageFile.RepresentationHeader - 4)));
        });
        var decoded = JpegReader.Read(fingers[0].Data[(FingerImageFile.GeneralHeader + FingerImageFile.RepresentationHeader)..]);
        Assert.Equal((RidgePainter.Width, RidgePainter.Height, 1), (decoded.Width, decoded.Height, decoded.Planes.Length));
    }

    [Theory]
    [InlineData(64, 48, 90, 3.0)]
    [InlineData(61, 45, 90, 3.0)]
    [InlineData(40, 40, 30, 12.0)]
    public void A_JPEG_shows_what_was_drawn(int width, int height, int quality, double allowed)
    {
        var plane = new Plane(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) plane.Set(x, y, 128 + 60 * Math.Sin(x / 5.0) + 50 * Math.Cos(y / 7.0) + (x > y ? 15 : 0));
        }

        var shown = JpegReader.Read(JpegEncoder.Encode(quality, plane));

        var error = Enumerable.Range(0, width * height).Average(i => Math.Abs(plane.Samples[i] - shown.Planes[0][i / width * shown.Stride + i % width]));
        Assert.InRange(error, 0, allowed);
    }

    private static string Text(JsonDocument fields, string name) => fields.RootElement.GetProperty(name).GetString()!;

    [GeneratedRegex(@"\A\d{12}\z")]
    private static partial Regex TwelveDigits();
}
