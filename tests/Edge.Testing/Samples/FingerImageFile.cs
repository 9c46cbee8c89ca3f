using System.Buffers.Binary;

namespace Edge.Testing.Samples;

/// <summary>A finger image in a container in the manner of ISO/IEC 19794-4:2011: one representation, 500 ppi, eight bits, compressed as JPEG.</summary>
internal static class FingerImageFile
{
    public const int GeneralHeader = 16;
    public const int RepresentationHeader = 41 + QualityBlock;
    public const byte JpegCompression = 3;

    private const int QualityBlock = 5;
    private const ushort PixelsPerInch = 500;

    /// <param name="position">1 to 5 right thumb to little finger, 6 to 10 left.</param>
    /// <param name="score">Quality of the capture, 0 to 100.</param>
    /// <param name="jpeg">The image.</param>
    public static byte[] Wrap(int position, int score, ReadOnlySpan<byte> jpeg)
    {
        var file = new byte[GeneralHeader + RepresentationHeader + jpeg.Length];
        var writer = new Writer(file);
        writer.Bytes("FIR\0"u8);
        writer.Bytes("020\0"u8);
        writer.U32(file.Length);
        writer.U16(1); // representations
        writer.U8(0); // no certification blocks
        writer.U8(1); // finger positions

        writer.U32(file.Length - GeneralHeader);
        writer.Bytes([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]); // time of capture: not told
        writer.U8(0); // technology: unknown
        writer.U16(0); // vendor: not told
        writer.U16(0); // device: not told
        writer.U8(1); // quality blocks
        writer.U8(score);
        writer.U32(0); // algorithm's vendor and algorithm: not told
        writer.U8(position);
        writer.U8(0); // representation number
        writer.U8(1); // scale: pixels per inch
        for (var i = 0; i < 4; i++) writer.U16(PixelsPerInch); // scan and image resolution, across and down
        writer.U8(8); // bits a pixel
        writer.U8(JpegCompression);
        writer.U8(0); // live-scan plain
        writer.U16(RidgePainter.Width);
        writer.U16(RidgePainter.Height);
        writer.U32(jpeg.Length);
        writer.Bytes(jpeg);
        return file;
    }

    private ref struct Writer(Span<byte> left)
    {
        private Span<byte> _left = left;

        public void U8(int value)
        {
            _left[0] = (byte)value;
            _left = _left[1..];
        }

        public void U16(int value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_left, (ushort)value);
            _left = _left[2..];
        }

        public void U32(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(_left, value);
            _left = _left[4..];
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_left);
            _left = _left[bytes.Length..];
        }
    }
}
