namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>
/// A printer's own understanding of the bytes it is sent (ESC/POS), written from the printer's side: commands are recognised
/// one byte at a time, dots fall on rows, and a cut ends a paper. Bytes that are no command it knows are a fault.
/// </summary>
internal sealed class PaperReader
{
    private readonly List<byte> _command = [];
    private readonly List<bool[]> _rows = [];
    private int _dataLeft, _bytesAcross;
    private readonly List<byte> _row = [];

    /// <summary>Papers that were cut off: rows of dots, true is black.</summary>
    public List<bool[][]> Papers { get; } = [];

    /// <summary>How often it was reset.</summary>
    public int Resets { get; private set; }

    public int TallestBand { get; private set; }

    /// <summary>Called with n of a real-time question (10 04 n).</summary>
    public Action<int> Asked { get; init; } = _ => { };

    /// <summary>Called at the question that waits for the paper (1D 72 n).</summary>
    public Action AskedInOrder { get; init; } = () => { };

    public void Take(byte one)
    {
        if (_dataLeft > 0)
        {
            TakeDots(one);
            return;
        }
        _command.Add(one);
        if (Run([.. _command])) _command.Clear();
        else if (_command.Count > 8) throw new InvalidDataException($"no command begins with {Convert.ToHexString([.. _command])}");
    }

    private void TakeDots(byte one)
    {
        _row.Add(one);
        _dataLeft--;
        if (_row.Count < _bytesAcross) return;
        var dots = new bool[_bytesAcross * 8];
        for (var x = 0; x < dots.Length; x++) dots[x] = (_row[x >> 3] >> (7 - (x & 7)) & 1) == 1;
        _rows.Add(dots);
        _row.Clear();
    }

    private bool Run(byte[] command)
    {
        switch (command)
        {
            // Between two commands it means nothing.
            case [0x00]:
                return true;
            case [0x1B, 0x40]:
                Resets++;
                return true;
            case [0x1C, 0x2E]:
                return true;
            case [0x10, 0x04, var n]:
                Asked(n);
                return true;
            case [0x1D, 0x72, 1]:
                AskedInOrder();
                return true;
            case [0x1D, 0x76, 0x30, 0, var xl, var xh, var yl, var yh]:
                _bytesAcross = xl + 256 * xh;
                _dataLeft = _bytesAcross * (yl + 256 * yh);
                TallestBand = Math.Max(TallestBand, yl + 256 * yh);
                return true;
            case [0x1D, 0x56, 0x42, _]:
                Papers.Add([.. _rows]);
                _rows.Clear();
                return true;
            default:
                return false;
        }
    }
}
