namespace Edge.Agent.Simulator;

/// <summary>The bytes in the modules of a QR code (ISO/IEC 18004), of the sizes and the two levels that a ticket's paper has.</summary>
internal static class QrGrid
{
    public const int LargestVersion = 15;

    private const int ByteMode = 4, DesignatorMode = 7;

    // For each version, levels L and M: check bytes of a block, and blocks.
    private static readonly (int L, int M)[] CheckBytes = [(7, 10), (10, 16), (15, 26), (20, 18), (26, 24), (18, 16), (20, 18), (24, 22), (30, 22), (18, 26), (20, 30), (24, 22), (26, 22), (30, 24), (22, 24)];
    private static readonly (int L, int M)[] Blocks = [(1, 1), (1, 1), (1, 1), (1, 2), (1, 2), (2, 4), (2, 4), (2, 4), (2, 5), (4, 5), (4, 5), (4, 8), (4, 9), (4, 9), (6, 10)];

    public static int Size(int version) => 17 + 4 * version;

    /// <summary>Null where it is none, or of another level or kind.</summary>
    public static byte[]? Read(bool[,] modules)
    {
        var version = (modules.GetLength(0) - 17) / 4;
        var format = Format(modules);
        // Two bits of level, three of mask; 01 is L and 00 is M.
        if (format >> 3 is not (0 or 1)) return null;
        var (check, blocks) = format >> 3 == 1 ? (CheckBytes[version - 1].L, Blocks[version - 1].L) : (CheckBytes[version - 1].M, Blocks[version - 1].M);
        var words = Words(modules, version, format & 7);
        return Message(Ordered(words, check, blocks), version);
    }

    // Beside the first finder: eight modules from the left, then up; masked so that it is never all white.
    private static int Format(bool[,] modules)
    {
        var bits = 0;
        foreach (var column in (int[])[0, 1, 2, 3, 4, 5, 7, 8]) bits = bits << 1 | (modules[8, column] ? 1 : 0);
        foreach (var row in (int[])[7, 5, 4, 3, 2, 1, 0]) bits = bits << 1 | (modules[row, 8] ? 1 : 0);
        return (bits ^ 0b101010000010010) >> 10;
    }

    // In columns of two from the right, up and down in turn, past what is no data.
    private static List<byte> Words(bool[,] modules, int version, int mask)
    {
        var (size, words, bits, word) = (Size(version), new List<byte>(), 0, 0);
        var upwards = true;
        for (var right = size - 1; right >= 1; right -= 2, upwards = !upwards)
        {
            if (right == 6) right--;
            for (var step = 0; step < size; step++)
            {
                var row = upwards ? size - 1 - step : step;
                foreach (var column in (int[])[right, right - 1])
                {
                    if (IsPattern(row, column, version)) continue;
                    word = word << 1 | (modules[row, column] ^ IsMasked(mask, row, column) ? 1 : 0);
                    if (++bits % 8 == 0) words.Add((byte)word);
                }
            }
        }
        return words;
    }

    private static bool IsPattern(int row, int column, int version)
    {
        var size = Size(version);
        var (low, right) = (row >= size - 8, column >= size - 8);
        if (row == 6 || column == 6 || (row <= 8 && column <= 8) || (row <= 8 && right) || (low && column <= 8)) return true;
        // From version 7 on the version itself stands there twice.
        if (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) return true;
        var centres = Alignments(version);
        return centres.Any(r => Math.Abs(r - row) <= 2 && centres.Any(c => Math.Abs(c - column) <= 2 && !IsCorner(r, c, size)));
    }

    private static bool IsCorner(int row, int column, int size) => (row == 6 && column == 6) || (row == 6 && column == size - 7) || (row == size - 7 && column == 6);

    private static int[] Alignments(int version)
    {
        if (version == 1) return [];
        var count = version / 7 + 2;
        var last = Size(version) - 7;
        // Evenly from the far end, in even steps; what is left over is between the first two.
        var step = (last - 6 + 2 * (count - 1) - 1) / (2 * (count - 1)) * 2;
        return [6, .. Enumerable.Range(0, count - 1).Select(i => last - i * step).Order()];
    }

    private static bool IsMasked(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => (row / 2 + column / 3) % 2 == 0,
        5 => row * column % 2 + row * column % 3 == 0,
        6 => (row * column % 2 + row * column % 3) % 2 == 0,
        _ => ((row + column) % 2 + row * column % 3) % 2 == 0,
    };

    // The blocks' bytes stand in turn; the later blocks have one more.
    private static byte[] Ordered(List<byte> words, int check, int blocks)
    {
        var (shorter, longer) = (words.Count / blocks - check, words.Count % blocks);
        var ordered = new List<byte>[blocks];
        for (var i = 0; i < blocks; i++) ordered[i] = [];
        var next = 0;
        for (var at = 0; at <= shorter; at++)
        {
            for (var i = at < shorter ? 0 : blocks - longer; i < blocks; i++) ordered[i].Add(words[next++]);
        }
        return [.. ordered.SelectMany(b => b)];
    }

    private static byte[]? Message(byte[] data, int version)
    {
        var at = 0;
        var mode = Take(4);
        if (mode == DesignatorMode)
        {
            // Which alphabet: one byte for all that are in use.
            Take(8);
            mode = Take(4);
        }
        if (mode != ByteMode) return null;
        var length = Take(version < 10 ? 8 : 16);
        if (at + 8 * length > 8 * data.Length) return null;
        return [.. Enumerable.Range(0, length).Select(_ => (byte)Take(8))];

        int Take(int bits)
        {
            var value = 0;
            for (; bits > 0; bits--, at++) value = value << 1 | data[at / 8] >> 7 - at % 8 & 1;
            return value;
        }
    }
}
