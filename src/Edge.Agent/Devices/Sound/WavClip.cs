using System.Buffers.Binary;

namespace Edge.Agent.Devices.Sound;

/// <summary>How long a WAV file (RIFF, PCM) sounds, by its header.</summary>
internal static class WavClip
{
    private const int RiffBytes = 12;
    private const int ChunkBytes = 8;
    private const int FormatBytes = 16;

    /// <exception cref="DeviceException">It is not there, or is no WAV file.</exception>
    public static TimeSpan Length(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Length(file) ?? throw new DeviceException($"clip {path} is no WAV file; make it anew with the prompt pack");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"clip {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Null where this is no WAV file.</summary>
    internal static TimeSpan? Length(Stream file)
    {
        Span<byte> head = stackalloc byte[FormatBytes];
        if (file.ReadAtLeast(head[..RiffBytes], RiffBytes, false) < RiffBytes || !head[..4].SequenceEqual("RIFF"u8) || !head[8..12].SequenceEqual("WAVE"u8)) return null;
        long bytesPerSecond = 0;
        while (file.ReadAtLeast(head[..ChunkBytes], ChunkBytes, false) == ChunkBytes)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head[..4].SequenceEqual("data"u8)) return bytesPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min(size, file.Length - file.Position) / (double)bytesPerSecond) : null;
            var next = file.Position + size + size % 2;
            if (head[..4].SequenceEqual("fmt "u8) && size >= FormatBytes && file.ReadAtLeast(head, FormatBytes, false) == FormatBytes)
            {
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
            }
            file.Position = next;
        }
        return null;
    }
}
