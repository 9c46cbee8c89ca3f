using Edge.Agent.Enrolment.Identify;

namespace Edge.Agent.Tests.Enrolment.Identify;

public sealed class MrzTests
{
    private static readonly IReadOnlyList<CodeCase> All = CodeCase.Of("mrz-cases.json");

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Lines_are_read_as_expected(string name)
    {
        var expected = All.Single(c => c.Name == name);
        var read = Mrz.Read(expected.Text, CodeCase.Today);
        Assert.Equal((expected.Kind == "Card", expected.Problem), (read.Person is not null, read.Problem));
        Assert.Equal((expected.Number, expected.Who), (read.Person?.Number, read.Person?.Name));
        Assert.Equal((expected.Birth, expected.Sex), (read.Person?.Birth, read.Person?.Sex));
        Assert.Equal((expected.Document, expected.Expires), (read.Document, read.Dates?.Expires?.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(expected.Warnings, CodeCase.Codes(read.Warnings));
        if (read.Person is { } person) Assert.Equal(expected.Cross, CodeCase.Codes(CrossCheck.Of([person], read.Dates, CodeCase.Today)));
    }

    [Theory]
    [InlineData("520727", '3')]
    [InlineData("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<", '2')]
    [InlineData("L898902C<", '3')]
    [InlineData("690806", '1')]
    [InlineData("940623", '6')]
    [InlineData("", '0')]
    public void Check_digits_are_those_of_ICAO(string text, char digit) => Assert.Equal(digit, MrzLines.CheckDigit(text));

    [Fact]
    public void A_wrong_digit_says_which_it_is_what_stands_there_and_what_is_right()
    {
        var read = Mrz.Read("IDVNM1900000185001190000018<<6\n9001012F3001019VNM<<<<<<<<<<<4\nNGUYEN<<THI<MAU", CodeCase.Today);
        var birth = Assert.Single(read.Warnings, w => w.Code == "mrz-check-birth");
        Assert.Equal(("2", "1"), (birth.Here, birth.There));
        Assert.Contains("birth date", birth.English, StringComparison.Ordinal);
        Assert.Contains("ngày sinh", birth.Vietnamese, StringComparison.Ordinal);
    }
}
