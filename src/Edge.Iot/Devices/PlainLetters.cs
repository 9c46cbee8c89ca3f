namespace Edge.Iot.Devices;

/// <summary>Vietnamese without its marks, for displays that have none. A table: without ICU the runtime takes no letter apart.</summary>
internal static class PlainLetters
{
    private static readonly string[] Groups =
    [
        "aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ", "dđ",
        "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "EÈÉẺẼẸÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "UÙÚỦŨỤƯỪỨỬỮỰ", "YỲÝỶỸỴ", "DĐ",
    ];

    private static readonly Dictionary<char, char> Plain = Groups.SelectMany(g => g.Skip(1).Select(c => (From: c, To: g[0]))).ToDictionary(p => p.From, p => p.To);

    public static string Of(string text) => string.Concat(text.Select(c => Plain.TryGetValue(c, out var plain) ? plain : c is >= ' ' and <= '~' ? c : '?'));
}
