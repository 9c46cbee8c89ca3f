using System.Buffers.Binary;
using System.IO.Compression;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Simulator;

namespace Edge.Agent.Tests.Simulator;

public sealed class PngTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(384, 200)]
    [InlineData(577, 11)]
    public void The_file_gives_back_the_picture_dot_for_dot(int width, int height)
    {
        var picture = new Raster(width, height);
        var random = new Random(width * 1000 + height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) picture[x, y] = random.Next(2) == 1;
        }

        var chunks = Chunks(Png.Of(picture));

        Assert.Equal(["IHDR", "pHYs", "IDAT", "IEND"], chunks.Select(c => c.Type));
        var header = chunks[0].Data;
        Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4))));
        Assert.Equal(new byte[] { 1, 0, 0, 0, 0 }, header[8..]);
        using var rows = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(chunks[2].Data), CompressionMode.Decompress)) zlib.CopyTo(rows);
        var stride = 1 + (width + 7) / 8;
        var bytes = rows.ToArray();
        Assert.Equal(stride * height, bytes.Length);
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(0, bytes[y * stride]);
            for (var x = 0; x < width; x++) Assert.Equal(picture[x, y], (bytes[y * stride + 1 + x / 8] >> (7 - x % 8) & 1) == 0);
        }
    }

    [Fact]
    public void Its_checksum_is_the_one_of_the_format() =>
        // The end chunk has no content and so the same four bytes in every PNG there is.
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], Png.Of(new Raster(8, 1))[^4..]);

    private static List<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], png[..8]);
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((System.Text.Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }
        return chunks;
    }
}
