using Edge.Contracts.Shown;

namespace Edge.Contracts.Tests.Shown;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Đặng Thị Ánh, Ê Đê, 漢 😀 1/2 é e\u0301", "Đặng Thị Ánh, Ê Đê, 漢 😀 1/2 é e\u0301")]
    [InlineData("\u001b[2J\u001b]0;x\u0007", @"\u{1b}[2J\u{1b}]0;x\u{7}")]
    [InlineData("one\r\ntwo\nthree\ttab", @"one\u{d}\u{a}two\u{a}three\u{9}tab")]
    [InlineData("a\u0085b\u2028c\u2029d", @"a\u{85}b\u{2028}c\u{2029}d")]
    [InlineData("\u202Eevil\u202C \u2066x\u2069 \u200E\u200F\u061C", @"\u{202e}evil\u{202c} \u{2066}x\u{2069} \u{200e}\u{200f}\u{61c}")]
    [InlineData("\u009b31m\u007f\0", @"\u{9b}31m\u{7f}\u{0}")]
    [InlineData("\ue000\ufeff\U000e0041", @"\u{e000}\u{feff}\u{e0041}")]
    [InlineData(null, "")]
    public void What_is_no_visible_character_stands_as_its_code_point(string? text, string shown) => Assert.Equal(shown, PlainText.Of(text));

    [Fact]
    public void Half_a_character_stands_as_its_half() => Assert.Equal(@"\u{d83d}!\u{de00}", PlainText.Of(new string(['\ud83d', '!', '\ude00'])));

    [Fact]
    public void Our_own_lines_stay_lines_and_nothing_else_does()
    {
        const string Text = "one\r\ntwo\n\tthree \u001b[1m\u202e\rfour";
        Assert.Equal("one\r\ntwo\n\tthree \\u{1b}[1m\\u{202e}\\u{d}four", PlainText.Lines(Text));
    }

    [Fact]
    public async Task Every_way_to_write_goes_through_the_filter_and_a_line_is_one_line()
    {
        const string Evil = "a\u001b[2J\nFORGED\u202e😀";
        using var behind = new StringWriter { NewLine = "\n" };
        var writer = new PlainWriter(behind);
        writer.WriteLine(Evil);
        await writer.WriteLineAsync(Evil);
        writer.WriteLine("{0}", Evil);
        writer.WriteLine(Evil.AsSpan());
        writer.WriteLine((object)Evil);
        await writer.WriteLineAsync();
        Assert.Equal(string.Concat(Enumerable.Repeat("a\\u{1b}[2J\\u{a}FORGED\\u{202e}😀\n", 5)) + "\n", behind.ToString());

        behind.GetStringBuilder().Clear();
        foreach (var c in Evil) writer.Write(c);
        writer.Write(Evil);
        await writer.WriteAsync(Evil);
        writer.Write(Evil.ToCharArray());
        writer.Write(Evil.AsSpan());
        Assert.Equal(string.Concat(Enumerable.Repeat("a\\u{1b}[2J\nFORGED\\u{202e}😀", 5)), behind.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("192.168.1.5", true)]
    [InlineData("LocalHost", true)]
    [InlineData("hub.example", true)]
    [InlineData("", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    public void A_name_that_is_not_ours_is_not_let_in(string host, bool allowed) => Assert.Equal(allowed, HostRule.Allows(host, name => name == "hub.example"));
}
