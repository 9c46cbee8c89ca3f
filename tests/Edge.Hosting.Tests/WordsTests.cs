using System.Text.RegularExpressions;

namespace Edge.Hosting.Tests;

/// <summary>What people read and hear is written for elders and for a loudspeaker: words that were found wrong for them come back nowhere.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Wrong =
    [
        "Mời số", "đến bàn làm việc", "Mời lấy giấy", "chờ gọi đến số", "Bây giờ", "Nút bên cạnh", "phụ nữ có thai", "được làm trước", "Máy chưa nhận được.",
        "định danh mức", "Sửa thông tin", "Nói lại", "Ngoại lệ", "ngoại lệ", "Mời tiếp", "Lùi lại", "Lùi một bước", "đi vắng", "không biết chữ", "mòn vân tay", "Vân tay mòn",
        "Chưa mở ngày làm việc", "Đang mở cửa", "Loa im lặng", "Hết/Nobody", "Hết/Nothing", "Trung tâm Edge", "Các điểm thu nhận", "Thiếu trong chuỗi", "thu hồi", "Thu hồi",
    ];

    private static readonly string[] Kinds = [".cs", ".js", ".json", ".html", ".razor", ".css"];

    [Fact]
    public void No_word_that_was_found_wrong_is_left() => Assert.Empty(Files().SelectMany(f => Found(Path.GetFileName(f), File.ReadAllText(f))));

    [Theory]
    [InlineData("""{"your-number": "Số của bạn là"}""", "bạn")]
    [InlineData("""["Bạn có đồng ý không?"]""", "Bạn")]
    [InlineData("dữ liệu qua máy trung chuyển", "trung chuyển")]
    [InlineData("new(\"Đã thu hồi\")", "thu hồi")]
    public void A_wrong_word_is_found(string text, string word) => Assert.Contains($"x: {word}", Found("x", text));

    [Theory]
    [InlineData("máy chủ trung chuyển (broker)")]
    [InlineData("Điều chỉnh thông tin dân cư")]
    public void A_right_word_is_not(string text) => Assert.Empty(Found("x", text));

    private static IEnumerable<string> Found(string name, string text) =>
        Wrong.Where(w => text.Contains(w, StringComparison.Ordinal)).Concat(Familiar().Matches(text).Select(m => m.Value)).Concat(Relay().Matches(text).Select(m => m.Value)).Select(w => $"{name}: {w}");

    private static IEnumerable<string> Files()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Edge.sln"))) root = Path.GetDirectoryName(root)!;
        string[] folders = [Path.Combine(root, "src"), Path.Combine(root, "prompts")];
        return folders.SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Where(f => Kinds.Contains(Path.GetExtension(f)) && !Built().IsMatch(Path.GetRelativePath(root, f)));
    }

    // Nobody who comes to an office is addressed like a child.
    [GeneratedRegex(@"\b[bB]ạn\b")]
    private static partial Regex Familiar();

    [GeneratedRegex(@"trung chuyển(?! \(broker\))")]
    private static partial Regex Relay();

    [GeneratedRegex("(^|/)(bin|obj)/")]
    private static partial Regex Built();
}
