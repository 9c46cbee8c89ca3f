using System.Buffers.Binary;
using Edge.Agent.Devices.Sound;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>Reads and writes WAV (RIFF) files.</summary>
internal static class WavFile
{
    /// <summary>A minute of the best that a clip may be is less.</summary>
    public const long LongestFile = 8 << 20;

    private const int HeaderBytes = 44, ChunkBytes = 8, FormatBytes = 16;

    /// <summary>The sound of a file that <see cref="ClipRules"/> found good.</summary>
    public static WavClip ReadSound(Stream file, WavHeader header)
    {
        var bytes = new byte[header.DataBytes & ~1];
        file.Position = header.DataAt;
        file.ReadExactly(bytes);
        var samples = new short[bytes.Length / 2];
        for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(2 * i));
        return new WavClip(header.Rate, samples);
    }

    public static byte[] Write(WavClip clip)
    {
        var bytes = new byte[HeaderBytes + 2 * clip.Samples.Length];
        var head = bytes.AsSpan();
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], bytes.Length - ChunkBytes);
        "WAVEfmt "u8.CopyTo(head[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], FormatBytes);
        BinaryPrimitives.WriteInt16LittleEndian(head[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(head[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], clip.Rate);
        BinaryPrimitives.WriteInt32LittleEndian(head[28..], clip.Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(head[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(head[34..], 16);
        "data"u8.CopyTo(head[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[40..], 2 * clip.Samples.Length);
        for (var i = 0; i < clip.Samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(head[(HeaderBytes + 2 * i)..], clip.Samples[i]);
        return bytes;
    }
}

/// <summary>Sound of one channel, 16 bits a sample.</summary>
/// <param name="Rate">Samples a second.</param>
internal sealed record WavClip(int Rate, short[] Samples)
{
    public TimeSpan Length => TimeSpan.FromSeconds((double)Samples.Length / Rate);

    /// <summary>The loudest sample, 0 to 1.</summary>
    public double Peak => Samples.Length == 0 ? 0 : Samples.Max(s => Math.Abs((int)s)) / 32768.0;
}
