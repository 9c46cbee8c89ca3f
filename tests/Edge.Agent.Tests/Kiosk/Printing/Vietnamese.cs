namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>The letters of Vietnamese, written out: the agent's own tables are what is tested with them.</summary>
internal static class Vietnamese
{
    private const string Plain = "aaaeeiooouuyAAAEEIOOOUUY";

    private static readonly string[] Shapes = ["", "\u0306", "\u0302", "", "\u0302", "", "", "\u0302", "\u031B", "", "\u031B", ""];

    private static readonly string[] Tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];

    private static readonly string[] Whole =
    [
        "aàảãáạ",
        "ăằẳẵắặ",
        "âầẩẫấậ",
        "eèẻẽéẹ",
        "êềểễếệ",
        "iìỉĩíị",
        "oòỏõóọ",
        "ôồổỗốộ",
        "ơờởỡớợ",
        "uùủũúụ",
        "ưừửữứự",
        "yỳỷỹýỵ",
        "AÀẢÃÁẠ",
        "ĂẰẲẴẮẶ",
        "ÂẦẨẪẤẬ",
        "EÈẺẼÉẸ",
        "ÊỀỂỄẾỆ",
        "IÌỈĨÍỊ",
        "OÒỎÕÓỌ",
        "ÔỒỔỖỐỘ",
        "ƠỜỞỠỚỢ",
        "UÙỦŨÚỤ",
        "ƯỪỬỮỨỰ",
        "YỲỶỸÝỴ",
    ];

    /// <summary>Each vowel with each tone, as one character and as a letter with its marks.</summary>
    public static IEnumerable<(string Whole, string Parts)> Vowels =>
        from row in Enumerable.Range(0, Whole.Length)
        from tone in Enumerable.Range(0, Tones.Length)
        select (Whole[row][tone].ToString(), InOrder(Plain[row], Shapes[row % Shapes.Length], Tones[tone]));

    public static IEnumerable<string> Consonants => "bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX".Select(c => c.ToString());

    // The horn comes before the dot below, and that before marks above: the canonical order.
    private static string InOrder(char letter, string shape, string tone) => tone == "\u0323" && shape != "\u031B" ? $"{letter}{tone}{shape}" : $"{letter}{shape}{tone}";
}
