namespace Edge.Testing.Samples.Jpeg;

/// <summary>A small baseline JPEG encoder: grey, or YCbCr without subsampling.</summary>
internal static class JpegEncoder
{
    public static byte[] Encode(int quality, params Plane[] planes)
    {
        if (planes.Length is not (1 or 3)) throw new ArgumentException($"{planes.Length} planes; a JPEG of this kind has 1 (grey) or 3 (Y, Cb, Cr)", nameof(planes));
        var quantizer = new Quantizer(quality);
        using var output = new MemoryStream(64 * 1024);
        output.Write([0xFF, 0xD8]);
        Segment(output, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        Segment(output, 0xDB, [0, .. quantizer.Table]);
        Segment(output, 0xC0, Frame(planes));
        Segment(output, 0xC4, [0x00, .. HuffmanTable.Dc.Lengths, .. HuffmanTable.Dc.Symbols]);
        Segment(output, 0xC4, [0x10, .. HuffmanTable.Ac.Lengths, .. HuffmanTable.Ac.Symbols]);
        Segment(output, 0xDA, Scan(planes.Length));
        WriteBlocks(output, quantizer, planes);
        output.Write([0xFF, 0xD9]);
        return output.ToArray();
    }

    private static void Segment(MemoryStream output, byte marker, ReadOnlySpan<byte> content)
    {
        var length = content.Length + 2;
        output.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        output.Write(content);
    }

    private static byte[] Frame(Plane[] planes)
    {
        var (width, height) = (planes[0].Width, planes[0].Height);
        List<byte> frame = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)planes.Length];
        for (var i = 0; i < planes.Length; i++) frame.AddRange([(byte)(i + 1), 0x11, 0]);
        return [.. frame];
    }

    private static byte[] Scan(int components)
    {
        List<byte> scan = [(byte)components];
        for (var i = 0; i < components; i++) scan.AddRange([(byte)(i + 1), 0]);
        return [.. scan, 0, 63, 0];
    }

    private static void WriteBlocks(MemoryStream output, Quantizer quantizer, Plane[] planes)
    {
        var bits = new JpegBits(output);
        var previous = new int[planes.Length];
        Span<int> block = stackalloc int[64];
        for (var top = 0; top < planes[0].Height; top += 8)
        {
            for (var left = 0; left < planes[0].Width; left += 8)
            {
                for (var i = 0; i < planes.Length; i++)
                {
                    quantizer.Transform(planes[i], left, top, block);
                    bits.Write(HuffmanTable.Dc, 0, block[0] - previous[i]);
                    previous[i] = block[0];
                    WriteAc(bits, block);
                }
            }
        }
        bits.Flush();
    }

    private static void WriteAc(JpegBits bits, ReadOnlySpan<int> block)
    {
        const int sixteenZeros = 0xF0, endOfBlock = 0x00;
        var run = 0;
        for (var i = 1; i < 64; i++)
        {
            if (block[i] == 0)
            {
                run++;
                continue;
            }
            for (; run > 15; run -= 16) bits.WriteSymbol(HuffmanTable.Ac, sixteenZeros);
            bits.Write(HuffmanTable.Ac, run, Math.Clamp(block[i], -1023, 1023));
            run = 0;
        }
        if (run > 0) bits.WriteSymbol(HuffmanTable.Ac, endOfBlock);
    }
}
