namespace Edge.Agent.Devices.Card;

/// <summary>Finds frames in what a PN532 sends, byte by byte; noise between them is passed over. No I/O.</summary>
internal sealed class Pn532Parser
{
    private readonly List<byte> _frame = [];

    /// <summary>What the byte completes: an acknowledgement is empty, an answer begins with 0xD5; null where it completes nothing.</summary>
    /// <exception cref="DeviceException">A frame with a wrong check sum.</exception>
    public byte[]? Take(byte one)
    {
        // 00 FF begins a frame, whatever came before it.
        if (_frame.Count == 0 && one != 0x00) return null;
        if (_frame.Count == 1 && one != 0xFF)
        {
            if (one != 0x00) _frame.Clear();
            return null;
        }
        _frame.Add(one);
        if (_frame.Count < 4) return null;
        if (_frame[2] == 0x00 && _frame[3] == 0xFF) return End([]);
        return _frame[2] == 0xFF && _frame[3] == 0xFF ? TakeLong() : TakeShort();
    }

    // 00 FF LEN LCS data DCS
    private byte[]? TakeShort()
    {
        if (!Pn532Frame.Adds([_frame[2]], _frame[3])) throw Broken("length");
        return _frame.Count < 4 + _frame[2] + 1 ? null : Data(4, _frame[2]);
    }

    // 00 FF FF FF LENH LENL LCS data DCS
    private byte[]? TakeLong()
    {
        if (_frame.Count < 7) return null;
        var length = _frame[4] << 8 | _frame[5];
        if (!Pn532Frame.Adds([_frame[4], _frame[5]], _frame[6]) || length > Pn532Frame.MostBytes) throw Broken("length");
        return _frame.Count < 7 + length + 1 ? null : Data(7, length);
    }

    private byte[] Data(int at, int length)
    {
        byte[] data = [.. _frame[at..(at + length)]];
        if (!Pn532Frame.Adds(data, _frame[at + length])) throw Broken("data");
        return End(data);
    }

    private byte[] End(byte[] data)
    {
        _frame.Clear();
        return data;
    }

    private DeviceException Broken(string what)
    {
        _frame.Clear();
        return new DeviceException($"the card reader sent a frame whose {what} does not add up; look at its wiring and Devices:Card:Baud");
    }
}
