using System.Buffers.Binary;

namespace Edge.Agent.Devices.Sound;

/// <summary>What a WAV file says of itself.</summary>
/// <param name="Format">1 is plain PCM.</param>
/// <param name="DataBytes">Bytes of sound that are really there.</param>
/// <param name="DataAt">Where in the file they begin.</param>
internal sealed record WavHeader(int Format, int Channels, int Rate, int Bits, long DataBytes, long DataAt)
{
    private const int RiffBytes = 12, ChunkBytes = 8, FormatBytes = 16;

    /// <summary>Zero where the format cannot be told.</summary>
    public TimeSpan Length => Channels * Rate * Bits < 8 ? TimeSpan.Zero : TimeSpan.FromSeconds(DataBytes / (Channels * (Bits / 8.0) * Rate));

    /// <summary>Null where this is no WAV file. Reads no sound.</summary>
    public static WavHeader? Read(Stream file)
    {
        Span<byte> head = stackalloc byte[FormatBytes];
        if (file.ReadAtLeast(head[..RiffBytes], RiffBytes, false) < RiffBytes || !head[..4].SequenceEqual("RIFF"u8) || !head[8..12].SequenceEqual("WAVE"u8)) return null;
        WavHeader? header = null;
        while (file.ReadAtLeast(head[..ChunkBytes], ChunkBytes, false) == ChunkBytes)
        {
            var (size, begin, sound) = (BinaryPrimitives.ReadUInt32LittleEndian(head[4..]), file.Position, head[..4].SequenceEqual("data"u8));
            // A program that wrote to a pipe could not know the size: what is there counts.
            if (sound) return header is null ? null : header with { DataBytes = Math.Min(size, file.Length - begin), DataAt = begin };
            if (head[..4].SequenceEqual("fmt "u8) && size >= FormatBytes && file.ReadAtLeast(head, FormatBytes, false) == FormatBytes)
            {
                header = new WavHeader(BinaryPrimitives.ReadUInt16LittleEndian(head), BinaryPrimitives.ReadUInt16LittleEndian(head[2..]),
                    (int)Math.Min(int.MaxValue / 64, BinaryPrimitives.ReadUInt32LittleEndian(head[4..])), BinaryPrimitives.ReadUInt16LittleEndian(head[14..]), 0, 0);
            }
            file.Position = Math.Min(file.Length, begin + size + size % 2);
        }
        return null;
    }
}
