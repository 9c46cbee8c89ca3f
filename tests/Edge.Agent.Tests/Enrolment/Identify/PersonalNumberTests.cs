using Edge.Agent.Enrolment.Identify;

namespace Edge.Agent.Tests.Enrolment.Identify;

public sealed class PersonalNumberTests
{
    [Theory]
    [InlineData("001190000018", "Hà Nội", "f", 1990)]
    [InlineData("079026000063", "TP. Hồ Chí Minh", "m", 1926)]
    [InlineData("011210000042", "Điện Biên", "m", 2010)]
    [InlineData("096310000042", "Cà Mau", "f", 2010)]
    [InlineData("003426000042", null, "m", 2126)]
    [InlineData("999999999999", null, "f", 2399)]
    public void Its_parts_are_province_sex_and_year(string text, string? province, string sex, int year)
    {
        var number = PersonalNumber.Read(text)!;
        Assert.Equal((province, sex, year), (number.Province, number.Sex, number.BirthYear));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00119000001")]
    [InlineData("0011900000181")]
    [InlineData("00119000001a")]
    [InlineData(" 01190000018")]
    [InlineData("00119000001\n")]
    [InlineData("٠٠١١٩٠٠٠٠٠١٨")]
    [InlineData("００１１９００００００１８")]
    public void Anything_but_twelve_digits_is_none(string? text) => Assert.Null(PersonalNumber.Read(text));

    [Theory]
    [InlineData("001 190 000 018")]
    [InlineData("001.190.000.018")]
    [InlineData("001-190-000018 ")]
    [InlineData("001\u00A0190000018")]
    public void Groups_are_how_people_write_it_down(string text) => Assert.Equal("001190000018", PersonalNumber.ReadTyped(text)?.Text);

    [Fact]
    public void Sixty_three_provinces_are_known_by_their_codes()
    {
        Assert.Equal(63, Provinces.All.Count);
        Assert.All(Provinces.All, p => Assert.Matches("^[0-9]{3}$", p.Key));
        Assert.Equal(63, Provinces.All.Values.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("1/2/1990", "01/02/1990")]
    [InlineData("01-02-1990", "01/02/1990")]
    [InlineData("01.02.1990", "01/02/1990")]
    [InlineData("01021990", "01/02/1990")]
    [InlineData("02/1990", "02/1990")]
    [InlineData("00/00/1990", "1990")]
    [InlineData(" 1990 ", "1990")]
    [InlineData("29/02/2000", "29/02/2000")]
    [InlineData("29/02/1900", null)]
    [InlineData("01/00/1990", null)]
    [InlineData("1/2/90", null)]
    [InlineData("0000", null)]
    [InlineData("01/02/1990/", null)]
    [InlineData("+1/02/1990", null)]
    [InlineData("", null)]
    public void Dates_are_read_as_people_write_them(string text, string? date) => Assert.Equal(date, PartialDate.Read(text)?.ToString());
}
