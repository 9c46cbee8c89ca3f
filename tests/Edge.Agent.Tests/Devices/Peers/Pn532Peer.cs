namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>A PN532 with a card on it, from the chip's side of the serial line or, behind <see cref="Pn532OnI2c"/>, of a bus: it sleeps until it is woken, acknowledges, and answers.</summary>
internal sealed class Pn532Peer
{
    private readonly List<byte> _in = [];
    private readonly List<byte> _chained = [];
    private bool _awake;

    /// <summary>What the card answers to a command APDU; null where no card lies there.</summary>
    public Func<byte[], byte[]>? Card { get; set; }

    /// <summary>The card's SEL_RES: 0x20 speaks ISO 14443-4, 0x08 is a memory card.</summary>
    public byte SelRes { get; set; } = 0x20;

    /// <summary>Commands whose acknowledgement gets lost.</summary>
    public int LoseAcknowledgements { get; set; }

    /// <summary>The most data that an answer carries; longer ones come in pieces.</summary>
    public int Piece { get; set; } = 262;

    private readonly Queue<byte> _rest = new();

    public void Take(byte one, Action<byte[]> say)
    {
        if (one == 0x55 && _in.Count == 0) _awake = true;
        if (!_awake) return;
        _in.Add(one);
        while (_in.Count >= 3 && !(_in[0] == 0 && _in[1] == 0 && _in[2] == 0xFF)) _in.RemoveAt(0);
        if (_in.Count < 6) return;
        var extended = _in[3] == 0xFF && _in[4] == 0xFF;
        if (_in[3] == 0 && _in[4] == 0xFF)
        {
            _in.Clear(); // the host's acknowledgement: stop
            return;
        }
        if (extended && _in.Count < 8) return;
        var (at, length) = extended ? (8, _in[5] * 256 + _in[6]) : (5, _in[3]);
        Assert.Equal(0, (extended ? _in[5] + _in[6] + _in[7] : _in[3] + _in[4]) & 0xFF);
        if (_in.Count < at + length + 2) return;
        var data = _in.GetRange(at, length);
        Assert.Equal(0, (data.Sum(b => b) + _in[at + length]) & 0xFF);
        Assert.Equal((0xD4, 0x00), (data[0], _in[at + length + 1]));
        _in.Clear();
        if (LoseAcknowledgements-- > 0) return;
        say([0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00]);
        say(Frame([0xD5, (byte)(data[1] + 1), .. Answer(data[1], [.. data[2..]])]));
    }

    private byte[] Answer(byte command, byte[] data)
    {
        switch (command)
        {
            case 0x02: return [0x32, 0x01, 0x06, 0x07];
            case 0x00: return data; // the test of the line
            case 0x12 or 0x14 or 0x32: return [];
            case 0x4A: return Card is null ? [0] : [1, 1, 0x03, 0x44, SelRes, 7, 4, 1, 2, 3, 4, 5, 6, 5, 0x78, 0x80, 0x70, 0x02, 0x00];
            case 0x40 when Card is null: return [0x01];
            case 0x40:
                _chained.AddRange(data[1..]);
                if ((data[0] & 0x40) != 0) return [0x00];
                if (_rest.Count == 0)
                {
                    foreach (var one in Card([.. _chained])) _rest.Enqueue(one);
                }
                _chained.Clear();
                var piece = Enumerable.Range(0, Math.Min(Piece, _rest.Count)).Select(_ => _rest.Dequeue()).ToArray();
                return [(byte)(_rest.Count > 0 ? 0x40 : 0x00), .. piece];
            default: throw new InvalidDataException($"command {command:x2}");
        }
    }

    private static byte[] Frame(byte[] data)
    {
        var check = (byte)(256 - data.Sum(b => b) % 256);
        return data.Length < 256
            ? [0, 0, 0xFF, (byte)data.Length, (byte)(256 - data.Length), .. data, check, 0]
            : [0, 0, 0xFF, 0xFF, 0xFF, (byte)(data.Length / 256), (byte)data.Length, (byte)(256 - data.Length / 256 - data.Length % 256), .. data, check, 0];
    }
}
