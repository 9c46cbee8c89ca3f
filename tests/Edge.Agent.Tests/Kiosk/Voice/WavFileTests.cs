using Edge.Agent.Devices.Sound;
using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Tests.Kiosk.Voice;

public sealed class WavFileTests : IDisposable
{
    private readonly VoiceBench _bench = new();

    /// <summary>The bytes as the format has them, written out by hand.</summary>
    private static readonly byte[] ByHand =
    [
        (byte)'R', (byte)'I', (byte)'F', (byte)'F', 40, 0, 0, 0, (byte)'W', (byte)'A', (byte)'V', (byte)'E',
        (byte)'f', (byte)'m', (byte)'t', (byte)' ', 16, 0, 0, 0, 1, 0, 1, 0, 0x80, 0x3E, 0, 0, 0, 0x7D, 0, 0, 2, 0, 16, 0,
        (byte)'d', (byte)'a', (byte)'t', (byte)'a', 4, 0, 0, 0, 1, 0, 0xFF, 0xFF,
    ];

    [Fact]
    public void A_clip_is_written_as_the_format_says_and_read_again()
    {
        Assert.Equal(ByHand, WavFile.Write(new WavClip(16_000, [1, -1])));
        var stream = new MemoryStream(ByHand);
        var header = WavHeader.Read(stream)!;
        Assert.Equal((1, 1, 16_000, 16, 4L, 44L), (header.Format, header.Channels, header.Rate, header.Bits, header.DataBytes, header.DataAt));
        Assert.Equal([1, -1], WavFile.ReadSound(stream, header).Samples);
    }

    [Fact]
    public void Chunks_of_other_programs_are_passed_over_and_a_size_that_was_never_filled_in_is_what_is_there()
    {
        byte[] list = [(byte)'L', (byte)'I', (byte)'S', (byte)'T', 3, 0, 0, 0, 9, 9, 9, 0]; // odd chunks are padded
        byte[] endless = [.. ByHand[..40], 0xFF, 0xFF, 0xFF, 0xFF, .. ByHand[44..]];
        foreach (var bytes in (byte[][])[[.. ByHand[..12], .. list, .. ByHand[12..]], [.. ByHand[..36], .. list, .. ByHand[36..]], endless]) Assert.Equal(4, WavHeader.Read(new MemoryStream(bytes))!.DataBytes);
    }

    [Fact]
    public void Whatever_bytes_come_nothing_breaks()
    {
        var random = new Random(4);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = ByHand[..random.Next(ByHand.Length + 1)].ToArray();
            for (var n = random.Next(4); n > 0 && bytes.Length > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            _ = WavHeader.Read(new MemoryStream(bytes))?.Length;
        }
    }

    [Theory]
    [InlineData(16_000, 1, 12_000, null)]
    [InlineData(48_000, 19.9, 12_000, null)]
    [InlineData(8_000, 1, 12_000, "8000 samples a second")]
    [InlineData(96_000, 1, 12_000, "96000 samples a second")]
    [InlineData(16_000, 20.2, 12_000, "lasts 20.2 s of at most 20.0 s")]
    [InlineData(16_000, 0.05, 12_000, "record it again")]
    [InlineData(16_000, 1, 300, "nothing is heard")]
    public void A_clip_that_cannot_be_used_says_why(int rate, double seconds, short loud, string? problem)
    {
        _bench.Clip(_bench.Root, "x", "a.wav", VoiceBench.Sound(rate, seconds, loud));
        Expect(problem);
    }

    [Theory]
    [InlineData(20, 3, "format 3")]
    [InlineData(22, 2, "2 channels")]
    [InlineData(34, 8, "8 bits")]
    [InlineData(0, 0x50, "no WAV file")]
    public void A_clip_of_another_format_says_what_to_save_it_as(int at, byte value, string problem)
    {
        var bytes = VoiceBench.Sound();
        bytes[at] = value;
        _bench.Clip(_bench.Root, "x", "a.wav", bytes);
        Expect(problem);
    }

    [Fact]
    public void A_clip_that_is_not_there_or_far_too_large_is_told_without_reading_it()
    {
        Expect("no such file");
        _bench.Clip(_bench.Root, "x", "a.wav", new byte[WavFile.LongestFile + 1]);
        Expect("8388609 bytes of at most 8388608");
    }

    public void Dispose() => _bench.Dispose();

    private void Expect(string? problem)
    {
        var told = new ClipRules(TimeSpan.FromSeconds(20)).Listen(Path.Combine(_bench.Root, "x", "a.wav"));
        if (problem is null) Assert.Null(told);
        else Assert.Contains(problem, told, StringComparison.Ordinal);
    }
}
