using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Tests.Kiosk;

public sealed class OpeningHoursTests
{
    private static readonly OpeningHours Hours = new(
    [
        new HoursOptions { Days = [DayOfWeek.Monday, DayOfWeek.Tuesday], From = new TimeOnly(13, 30), To = new TimeOnly(17, 0) },
        new HoursOptions { Days = [DayOfWeek.Monday], From = new TimeOnly(7, 30), To = new TimeOnly(11, 30) },
        new HoursOptions { Date = new DateOnly(2026, 3, 3), From = new TimeOnly(18, 0), To = new TimeOnly(20, 30) },
        new HoursOptions { Date = new DateOnly(2026, 3, 9) },
    ]);

    [Theory]
    [InlineData("2026-03-02", "07:30-11:30 13:30-17:00")] // a Monday
    [InlineData("2026-03-03", "18:00-20:30")] // a Tuesday with an evening session instead
    [InlineData("2026-03-10", "13:30-17:00")]
    [InlineData("2026-03-09", "")] // a Monday when nobody is here
    [InlineData("2026-03-08", "")]
    public void A_date_has_its_own_sessions_or_those_of_its_weekday(string date, string text) =>
        Assert.Equal(text, Hours.Text(DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(7, 29, false)]
    [InlineData(7, 30, true)]
    [InlineData(11, 30, false)]
    public void Officers_are_expected_from_the_first_to_before_the_last_minute(int hour, int minute, bool expected) =>
        Assert.Equal(expected, Hours.Expected(new DateTimeOffset(2026, 3, 2, hour, minute, 0, TimeSpan.FromHours(7))));

    [Fact]
    public void Where_nothing_was_said_nothing_is_told() => Assert.Null(new OpeningHours([]).Expected(DateTimeOffset.UnixEpoch));
}
