namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>A fingerprint sensor of the ZFM family, from its side of the serial line.</summary>
internal sealed class ZfmPeer
{
    private readonly List<byte> _in = [];

    /// <summary>The finger on it, as 256 x 288 greys of 0 to 15; null where there is none.</summary>
    public byte[]? Finger { get; set; }

    /// <summary>Its confirmation code for the password.</summary>
    public byte Password { get; set; }

    /// <summary>Spoils the check sum of the packet with this number; 0 spoils none.</summary>
    public int SpoilPacket { get; set; }

    /// <summary>How often it was asked for a picture.</summary>
    public int Asked { get; private set; }

    public void Take(byte one, Action<byte[]> say)
    {
        _in.Add(one);
        if (_in.Count < 9) return;
        Assert.Equal([0xEF, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], _in[..7]);
        var length = _in[7] * 256 + _in[8];
        if (_in.Count < 9 + length) return;
        Assert.Equal(_in[6..(7 + length)].Sum(b => b) & 0xFFFF, _in[7 + length] * 256 + _in[8 + length]);
        var instruction = _in[9];
        _in.Clear();
        switch (instruction)
        {
            case 0x13:
                say(Packet(7, [Password]));
                break;
            case 0x01:
                Asked++;
                say(Packet(7, [(byte)(Finger is null ? 0x02 : 0x00)]));
                break;
            case 0x0A:
                say(Packet(7, [0x00]));
                Upload(say);
                break;
            default:
                throw new InvalidDataException($"instruction {instruction:x2}");
        }
    }

    private void Upload(Action<byte[]> say)
    {
        var packed = Enumerable.Range(0, Finger!.Length / 2).Select(i => (byte)(Finger[2 * i] << 4 | Finger[2 * i + 1])).ToArray();
        var pieces = packed.Chunk(128).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            var packet = Packet((byte)(i == pieces.Count - 1 ? 8 : 2), pieces[i]);
            if (i + 1 == SpoilPacket) packet[^1] ^= 1;
            say(packet);
        }
    }

    private static byte[] Packet(byte kind, byte[] content)
    {
        var length = content.Length + 2;
        var sum = kind + length / 256 + length % 256 + content.Sum(b => b);
        return [0xEF, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, kind, (byte)(length / 256), (byte)length, .. content, (byte)(sum / 256), (byte)sum];
    }
}
