namespace Edge.Contracts.Tests;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("portrait.jpg", "portrait.jpg")]
    [InlineData("../a.jpg", "_.._a.jpg")]
    [InlineData("a:b?.jpg", "a_b_.jpg")]
    [InlineData("ảnh.jpg", "_nh.jpg")]
    [InlineData("nul", "_nul")]
    [InlineData("Aux .jpg", "_Aux_.jpg")]
    [InlineData("a. ", "a._")]
    [InlineData("a.", "a_")]
    [InlineData("", "_")]
    public void A_name_becomes_one_that_every_file_system_takes(string name, string safe)
    {
        Assert.Equal(safe, FileNames.Safe(name));
        Assert.Equal(safe, FileNames.Safe(safe));
    }

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        Assert.Equal(new string('a', 76) + ".jpg", FileNames.Safe(new string('a', 300) + ".jpg"));
        Assert.Equal(new string('a', 80), FileNames.Safe(new string('a', 300)));
    }

    [Fact]
    public void Names_that_differ_in_capitals_only_are_told_apart_by_a_number()
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "record.json" };
        string[] names = ["Portrait.jpg", "portrait.jpg", "PORTRAIT.JPG", "portrait-2.jpg", "RECORD.json", "a", "A", new string('x', 80), new string('X', 80)];
        var made = names.Select(n => FileNames.Distinct(n, taken)).ToList();
        Assert.Equal(["Portrait.jpg", "portrait-2.jpg", "PORTRAIT-3.JPG", "portrait-2-2.jpg", "RECORD-2.json", "a", "A-2", new string('x', 80), new string('X', 78) + "-2"], made);
        Assert.Equal(made.Count, made.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
