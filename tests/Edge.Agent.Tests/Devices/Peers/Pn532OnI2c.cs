namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>
/// A PN532 on I2C (user manual UM0701-02, 6.2.4): every read begins with a byte that says whether it is ready, and goes on with the frame
/// from its beginning; the frame is gone once more than that byte was read.
/// </summary>
internal sealed class Pn532OnI2c
{
    private readonly Queue<byte[]> _frames = new();

    public Pn532OnI2c() => Chip.Take(0x55, _frames.Enqueue);

    public Pn532Peer Chip { get; } = new();

    /// <summary>The byte of a long answer that the bus gets wrong; 0 where it gets all right.</summary>
    public int Spoil { get; set; }

    // A frame is good without the zeros before and after it.
    public void Take(byte[] bytes)
    {
        // A new command ends what the chip was saying.
        _frames.Clear();
        var start = bytes.AsSpan().IndexOf((byte)0xFF);
        foreach (var one in (byte[])[0x00, 0x00, .. bytes[start..], 0x00]) Chip.Take(one, _frames.Enqueue);
    }

    public byte[] Read(int count)
    {
        var bytes = new byte[count];
        if (_frames.Count == 0) return bytes;
        bytes[0] = 0x01;
        if (count == 1) return bytes;
        // What of it is not read now is lost.
        var frame = _frames.Dequeue();
        frame.AsSpan(0, Math.Min(frame.Length, count - 1)).CopyTo(bytes.AsSpan(1));
        if (Spoil > 0 && frame.Length > 255) bytes[Spoil] ^= 0x10;
        return bytes;
    }
}
