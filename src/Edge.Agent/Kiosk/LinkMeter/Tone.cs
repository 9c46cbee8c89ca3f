using System.Buffers.Binary;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>What the link meter sounds like: as many short tones as bars, each higher than the last; a long deep one for no signal.</summary>
internal static class Tone
{
    public const int SampleRate = 16_000;
    private const int HeaderBytes = 44;
    private const double Loudness = 0.4;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);

    // A pentatonic step apart, so that they are told apart on a poor speaker.
    private static readonly double[] Pitches = [660, 880, 1175, 1568];

    /// <summary>A WAV file: one channel, 16 bits.</summary>
    public static byte[] Wav(int bars)
    {
        var sound = new List<short>();
        if (bars <= 0) Add(sound, 220, Long);
        for (var i = 0; i < bars; i++)
        {
            if (i > 0) sound.AddRange(new short[Samples(Pause)]);
            Add(sound, Pitches[i], Short);
        }
        return WithHeader(sound);
    }

    private static void Add(List<short> sound, double pitch, TimeSpan length)
    {
        var (count, edge) = (Samples(length), SampleRate / 100);
        for (var i = 0; i < count; i++)
        {
            // Ten milliseconds of rise and fall: without them every tone clicks.
            var envelope = Math.Min(1.0, Math.Min(i, count - 1 - i) / (double)edge);
            sound.Add((short)(Math.Sin(2 * Math.PI * pitch * i / SampleRate) * envelope * Loudness * short.MaxValue));
        }
    }

    private static int Samples(TimeSpan length) => (int)(length.TotalSeconds * SampleRate);

    private static byte[] WithHeader(List<short> sound)
    {
        var wav = new byte[HeaderBytes + sound.Count * 2];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), SampleRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), sound.Count * 2);
        for (var i = 0; i < sound.Count; i++) BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(HeaderBytes + i * 2), sound[i]);
        return wav;
    }
}
