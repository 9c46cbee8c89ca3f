using System.Buffers.Binary;
using Edge.Agent.Enrolment.Biometrics;

namespace Edge.Agent.Tests.Enrolment.Biometrics;

public sealed class FingerContainerTests
{
    private static readonly DateTimeOffset Taken = new(2026, 11, 29, 7, 8, 9, 123, TimeSpan.Zero);

    [Fact]
    public void The_form_is_that_of_the_standard_byte_for_byte()
    {
        var container = FingerContainer.Write([new ContainedFinger(2, 55, Taken, 3, 2, new byte[] { 1, 2, 3, 4, 5, 6 })]);
        // General header: format, version, length, pictures, certification, fingers.
        Assert.Equal("46495200" + "30323000" + "00000044" + "0001" + "00" + "01", Convert.ToHexStringLower(container[..16]));
        // Length, time, device (not told), one quality block, position, view, scale, four rates of 500, depth, compression, impression, size, length, pixels.
        Assert.Equal("00000034" + "07ea0b1d070809007b" + "0000000000" + "01" + "3700000000" + "02" + "00" + "01" + "01f401f401f401f4" + "08" + "00" + "00" + "00030002" + "00000006" + "010203040506", Convert.ToHexStringLower(container[16..]));
    }

    [Fact]
    public void Ten_fingers_read_back_as_they_were_byte_for_byte()
    {
        ContainedFinger[] fingers = [.. Enumerable.Range(1, 10).Select(p => Finger(p, p == 7 ? null : p * 10, 256, 288)), Finger(3, 12, 300, 400)];
        var container = FingerContainer.Write(fingers);
        var read = FingerContainerReader.Read(container);
        Assert.Equal(fingers.Select(f => f with { Pixels = default }), read.Select(f => f with { Pixels = default }));
        Assert.All(fingers.Zip(read), pair => Assert.True(pair.First.Pixels.Span.SequenceEqual(pair.Second.Pixels.Span)));
        Assert.Equal(container, FingerContainer.Write(read));
    }

    [Fact]
    public void What_the_form_does_not_hold_is_not_written()
    {
        Throws([]);
        Throws([.. Enumerable.Repeat(Finger(1, 1, 2, 2), FingerContainer.MostFingers + 1)]);
        Throws([Finger(0, 1, 2, 2)]);
        Throws([Finger(11, 1, 2, 2)]);
        Throws([Finger(1, 101, 2, 2)]);
        Throws([Finger(1, 1, 2, 2) with { Width = 3 }]);
        Throws([Finger(1, 1, 2001, 1)]);
    }

    [Theory]
    [InlineData(0, 0x47)]
    [InlineData(5, 0x31)]
    [InlineData(11, 0x49)]
    [InlineData(13, 2)]
    [InlineData(13, 0)]
    [InlineData(14, 2)]
    [InlineData(15, 3)]
    [InlineData(16, 0xFF)]
    [InlineData(19, 0x37)]
    [InlineData(22, 13)]
    [InlineData(34, 255)]
    [InlineData(40, 0)]
    [InlineData(40, 11)]
    [InlineData(42, 2)]
    [InlineData(48, 1)]
    [InlineData(51, 16)]
    [InlineData(52, 2)]
    [InlineData(55, 4)]
    [InlineData(57, 0)]
    [InlineData(58, 0x7F)]
    [InlineData(61, 7)]
    public void A_byte_that_is_wrong_is_told(int at, byte value)
    {
        var container = FingerContainer.Write([new ContainedFinger(2, 55, Taken, 3, 2, new byte[] { 1, 2, 3, 4, 5, 6 })]);
        container[at] = value;
        Assert.Throws<InvalidDataException>(() => FingerContainerReader.Read(container));
    }

    [Fact]
    public void Containers_of_others_are_read()
    {
        var ours = FingerContainer.Write([new ContainedFinger(2, 55, Taken, 3, 2, new byte[] { 1, 2, 3, 4, 5, 6 })]);
        // With two quality blocks, the first of which could not be computed, a certification block, and a note after the picture.
        byte[] theirs = [.. ours[..34], 2, 255, 0, 1, 0, 2, 60, 0, 1, 0, 3, 1, 0, 9, 1, .. ours[40..], 0, 3, 0, 5, 42];
        theirs[14] = 1;
        theirs[11] = (byte)theirs.Length;
        theirs[19] = (byte)(theirs.Length - 16);
        var finger = Assert.Single(FingerContainerReader.Read(theirs));
        Assert.Equal((2, null, Taken), (finger.Position, finger.Quality, finger.Taken));
        Assert.Equal([1, 2, 3, 4, 5, 6], finger.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261129)]
    public void Hostile_bytes_are_refused_with_one_exception_and_cost_nothing(int seed)
    {
        var random = new Random(seed);
        var real = FingerContainer.Write([Finger(1, 50, 8, 8), Finger(6, null, 8, 8)]);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = i % 4 == 0 ? Made(random) : Changed(random, real);
            try
            {
                Assert.True(FingerContainerReader.Read(bytes).Sum(f => f.Pixels.Length) <= bytes.Length);
            }
            catch (InvalidDataException)
            {
                // As it must.
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail($"seed {seed}, input {i}: {e}\n{Convert.ToHexString(bytes)}");
            }
        }
    }

    private static ContainedFinger Finger(int position, int? quality, int width, int height)
    {
        var pixels = new byte[width * height];
        new Random(position).NextBytes(pixels);
        return new ContainedFinger(position, quality, Taken.AddMinutes(position), width, height, pixels);
    }

    private static void Throws(ContainedFinger[] fingers) => Assert.Throws<ArgumentException>(() => FingerContainer.Write(fingers));

    private static byte[] Made(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        if (bytes.Length < 16) return bytes;
        "FIR\0020\0"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), bytes.Length);
        (bytes[12], bytes[13], bytes[14]) = (0, 1, 0);
        return bytes;
    }

    private static byte[] Changed(Random random, byte[] real)
    {
        byte[] bytes = random.Next(3) == 0 ? real[..random.Next(real.Length)] : [.. real];
        for (var left = random.Next(1, 4); left > 0 && bytes.Length > 0; left--) bytes[random.Next(Math.Min(bytes.Length, random.Next(2) == 0 ? 64 : int.MaxValue))] = (byte)random.Next(256);
        return bytes;
    }
}
