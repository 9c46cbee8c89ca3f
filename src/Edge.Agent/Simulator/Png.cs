using System.Buffers.Binary;
using System.IO.Compression;
using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Simulator;

/// <summary>Writes a black-and-white picture as PNG (ISO/IEC 15948): one bit a dot, no filter.</summary>
internal static class Png
{
    // 203 dots an inch, as ticket printers have: so the file also tells how large the paper is.
    private const int DotsPerMetre = 7992;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] Table = MakeTable();

    public static byte[] Of(Raster picture)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        Chunk(png, "IHDR"u8, Header(picture));
        Chunk(png, "pHYs"u8, Size());
        Chunk(png, "IDAT"u8, Rows(picture));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Header(Raster picture)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = 1; // one bit, and all the rest 0: grey, deflate, filters by row, not interlaced
        return header;
    }

    private static byte[] Size()
    {
        var size = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(size, DotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), DotsPerMetre);
        size[8] = 1;
        return size;
    }

    private static byte[] Rows(Raster picture)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + picture.RowBytes];
            for (var y = 0; y < picture.Height; y++)
            {
                picture.Row(y).CopyTo(row.AsSpan(1));
                // Paper is white where a bit is 0; in a PNG that is black.
                for (var i = 1; i < row.Length; i++) row[i] = (byte)~row[i];
                zlib.Write(row);
            }
        }
        return packed.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) crc = Table[(byte)(crc ^ b)] ^ crc >> 8;
        return crc;
    }

    private static uint[] MakeTable()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? polynomial ^ c >> 1 : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
