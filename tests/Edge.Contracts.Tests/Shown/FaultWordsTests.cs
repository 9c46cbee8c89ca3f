using Edge.Contracts.Shown;

namespace Edge.Contracts.Tests.Shown;

public sealed class FaultWordsTests
{
    private static readonly string[] Known =
    [
        "printer paper-out", "printer paper-near-end", "printer cover-open", "printer cutter-stuck", "printer error", "printer offline", "printer not-printing", "power battery-low",
        "gpio failed", "printer failed", "scanner failed", "keypad failed", "display failed", "speaker failed", "power failed", "modem failed", "finger failed", "camera failed", "card failed", "strip failed",
    ];

    [Fact]
    public void Every_fault_has_a_line_of_its_own_that_a_display_can_hold()
    {
        Assert.All(Known, f => Assert.InRange(FaultWords.Of(f).Line.Length, 1, 20));
        Assert.All(Known, f => Assert.Contains('/', FaultWords.Of(f).Line));
        Assert.Equal(Known.Length, Known.Select(f => FaultWords.Of(f).Line).Distinct().Count());
        Assert.Equal(["printer paper-near-end"], Known.Where(f => FaultWords.Of(f).IsNotice));
    }

    [Theory]
    [InlineData("printer paper-out", "Hết giấy / Paper out")]
    [InlineData("printer cutter-stuck", "Kẹt dao / Cutter")]
    [InlineData("scanner failed", "Mất máy quét/Scanner")]
    public void Lines_are_as_people_know_them(string told, string line) => Assert.Equal(line, FaultWords.Of(told).Line);

    [Theory]
    [InlineData("printer paper-out+offline", "printer paper-out+offline")]
    [InlineData("oven too-hot", "oven too-hot")]
    [InlineData("alone", "alone")]
    [InlineData("a \u001b[2J", "a \\u{1b}[2J")]
    public void What_another_version_tells_stands_as_it_is_told_and_harmless(string told, string shown) => Assert.Equal((shown, shown, false), (FaultWords.Of(told).Vi, FaultWords.Of(told).En, FaultWords.Of(told).IsNotice));
}
