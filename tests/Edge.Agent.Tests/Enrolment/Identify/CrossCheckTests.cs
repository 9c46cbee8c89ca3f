using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Identify;

namespace Edge.Agent.Tests.Enrolment.Identify;

public sealed class CrossCheckTests
{
    private static readonly string[] None = [];

    private static readonly PersonView Qr = new() { Number = "001190000018", Name = "Nguyễn Thị Mẫu", Birth = "01/01/1990", Sex = "f", Source = Sources.Qr };

    [Fact]
    public void Sources_that_agree_raise_no_doubt() =>
        Assert.Equal(None, Codes(Qr, Qr with { Source = Sources.Mrz, Name = "NGUYEN THI MAU" }, Qr with { Source = Sources.Worklist, Name = "NGUYỄN THỊ MẪU", Birth = "1990" }, Qr with { Source = Sources.Typed, Birth = "01/1990" }));

    [Fact]
    public void Each_difference_is_told_with_both_values_and_both_sources()
    {
        var warnings = CrossCheck.Of([Qr, new PersonView { Number = "001190000019", Name = "Nguyễn Văn Thử", Birth = "02/01/1990", Sex = "m", Source = Sources.Worklist }], null, CodeCase.Today);
        Assert.Equal(["birth-differs", "name-differs", "number-differs", "number-sex", "sex-differs"], CodeCase.Codes(warnings));
        var birth = warnings.Single(w => w.Code == "birth-differs");
        Assert.Equal(("01/01/1990", "02/01/1990"), (birth.Here, birth.There));
        Assert.Contains("the card’s QR and the worklist", birth.English, StringComparison.Ordinal);
        Assert.Contains("mã QR của thẻ và danh sách", birth.Vietnamese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nguyễn Thị Mẫu", "nguyễn thị mẫu", null)]
    [InlineData("Phạm Hoà Thuý", "Phạm Hòa Thúy", null)]
    [InlineData("Nguye\u0302\u0303n Thị Mẫu", "Nguyễn Thị Mẫu", null)]
    [InlineData("Ðặng Thử", "Đặng Thử", null)]
    [InlineData("H’Hen Niê", "H Hen Nie", null)]
    [InlineData("Nguyễn  Thị Mẫu", "Nguyễn Thị Mẫu", null)]
    [InlineData("Nguyen Thi Mau", "Nguyễn Thị Mẫu", null)]
    [InlineData("Nguyễn Thị Mậu", "Nguyễn Thị Mẫu", "name-marks-differs")]
    [InlineData("Nguyễn Thị Mâu", "Nguyễn Thị Mẫu", "name-marks-differs")]
    [InlineData("Nguyễn Thị Mai", "Nguyễn Thị Mẫu", "name-differs")]
    [InlineData("Nguyễn Mẫu", "Nguyễn Thị Mẫu", "name-differs")]
    [InlineData("Mau", "Nguyễn Thị Mẫu", "name-differs")]
    public void Names_are_compared_as_people_write_them(string one, string other, string? code)
    {
        string[] expected = code is null ? [] : [code];
        Assert.Equal(expected, Codes(Qr with { Name = one }, Qr with { Name = other, Source = Sources.Worklist }));
        Assert.Equal(expected, Codes(Qr with { Name = other }, Qr with { Name = one, Source = Sources.Worklist }));
    }

    [Fact]
    public void A_name_too_long_for_the_cards_line_is_compared_as_far_as_it_goes()
    {
        var name = Qr with { Name = "Nguyễn Thị Mẫu Ví Dụ Rất Dài Hơn Một Dòng" };
        Assert.Equal(None, Codes(name, Qr with { Name = "NGUYEN THI MAU VI DU RAT DAI ", Source = Sources.Mrz }));
        Assert.Equal(["name-differs"], Codes(name, Qr with { Name = "NGUYEN THI MAU", Source = Sources.Mrz }));
        Assert.Equal(["name-differs"], Codes(name, Qr with { Name = "Nguyễn Thị Mẫu Ví Dụ Rất Dài", Source = Sources.Typed }));
    }

    [Fact]
    public void Nothing_at_all_is_no_error() => Assert.Equal(["birth-missing", "name-missing", "number-missing"], Codes());

    [Fact]
    public void What_was_typed_wrong_is_told() =>
        Assert.Equal(["birth-form", "birth-missing", "number-form", "number-missing"], Codes(new PersonView { Number = "123", Name = "Mẫu", Birth = "yesterday", Source = Sources.Typed }));

    [Fact]
    public void Two_that_have_a_number_and_one_that_has_none_are_compared_in_what_they_have() =>
        Assert.Equal(None, Codes(Qr, new PersonView { Name = "Nguyễn Thị Mẫu", Source = Sources.Typed }, new PersonView { Number = Qr.Number, Source = Sources.Worklist }));

    [Theory]
    [InlineData(1926, "01/01/1926", "2026-01-01")]
    [InlineData(1926, "31/12/1926", "2026-11-29")]
    [InlineData(2025, "31/12/2025", "2026-01-01")]
    public void Neither_a_hundred_years_nor_one_is_a_doubt(int year, string birth, string today)
    {
        var number = $"001{(year < 2000 ? 1 : 3)}{year % 100:D2}000018";
        Assert.Empty(CrossCheck.Of([Qr with { Number = number, Birth = birth }], null, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_card_is_outgrown_the_day_after_the_birthday_and_not_on_it()
    {
        var dates = new CardDates(new PartialDate(2018, 3, 20), null);
        Assert.Empty(CrossCheck.Of([Qr], dates, new DateOnly(2030, 1, 1)));
        Assert.Equal("card-outgrown", Assert.Single(CrossCheck.Of([Qr], dates, new DateOnly(2030, 1, 2))).Code);
    }

    [Fact]
    public void A_card_that_names_its_expiry_is_judged_by_it() =>
        Assert.Equal("card-expired", Assert.Single(CrossCheck.Of([Qr], new CardDates(null, new DateOnly(2026, 11, 28)), CodeCase.Today)).Code);

    private static string[] Codes(params PersonView[] sources) => CodeCase.Codes(CrossCheck.Of(sources, null, CodeCase.Today));
}
