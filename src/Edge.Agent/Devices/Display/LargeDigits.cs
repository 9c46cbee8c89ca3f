namespace Edge.Agent.Devices.Display;

/// <summary>A number two rows high, of four shapes that a character display is taught: each sign is three places wide and two high.</summary>
internal static class LargeDigits
{
    private const int SignColumns = 3;

    // Full, a bar at the top, a bar at the bottom, and both; a space is dark.
    private const char Full = 'F';
    private const char Top = 'T';
    private const char Bottom = 'B';
    private const char Both = '=';

    /// <summary>The shapes in the order of their codes, which begin with <see cref="FirstCode"/>: eight rows of five dots.</summary>
    public static IReadOnlyList<byte[]> Shapes { get; } =
    [
        [0x1F, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F],
        [0x1F, 0x1F, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0x1F, 0x1F],
        [0x1F, 0x1F, 0, 0, 0, 0, 0x1F, 0x1F],
    ];

    /// <summary>Code 0 ends a text in some places.</summary>
    public const int FirstCode = 1;

    // The upper row of a sign, then the lower. B and D are small letters: large ones would be an 8 and a 0.
    private static readonly Dictionary<char, string> Signs = new()
    {
        ['0'] = "FTF" + "FBF", ['1'] = "TF " + "BFB", ['2'] = "==F" + "FBB", ['3'] = "==F" + "BBF", ['4'] = "FBF" + "  F",
        ['5'] = "F==" + "BBF", ['6'] = "F==" + "FBF", ['7'] = "TTF" + "  F", ['8'] = "F=F" + "FBF", ['9'] = "F=F" + "BBF",
        ['A'] = "F=F" + "F F", ['B'] = "F  " + "F=F", ['C'] = "FTT" + "FBB", ['D'] = "  F" + "F=F", ['E'] = "F==" + "FBB", ['F'] = "F==" + "F  ",
        ['H'] = "FBF" + "F F", ['J'] = "  F" + "BBF", ['L'] = "F  " + "FBB", ['P'] = "F=F" + "F  ", ['T'] = "TFT" + " F ", ['U'] = "F F" + "FBF",
    };

    /// <summary>Both rows, as text with the shapes' codes; null where a sign is not known or there is no room: then it is written like any other line.</summary>
    public static (string Upper, string Lower)? Of(string text, int columns)
    {
        var number = text.Trim();
        if (number.Length == 0 || number.Length * (SignColumns + 1) - 1 > columns || !number.All(Signs.ContainsKey)) return null;
        return (Row(number, 0), Row(number, SignColumns));

        string Row(string signs, int from) => Centred(string.Concat(string.Join(' ', signs.Select(s => Signs[s].Substring(from, SignColumns))).Select(Code)), columns);
    }

    private static string Centred(string row, int columns) => (new string(' ', (columns - row.Length) / 2) + row).PadRight(columns);

    private static char Code(char shape) => shape switch
    {
        Full => (char)FirstCode,
        Top => (char)(FirstCode + 1),
        Bottom => (char)(FirstCode + 2),
        Both => (char)(FirstCode + 3),
        _ => ' ',
    };
}
