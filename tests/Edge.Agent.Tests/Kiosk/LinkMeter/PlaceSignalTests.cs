using Edge.Agent.Kiosk.LinkMeter;

namespace Edge.Agent.Tests.Kiosk.LinkMeter;

/// <summary>What the next team is told of each place.</summary>
public sealed class PlaceSignalTests
{
    [Fact]
    public void The_best_place_is_first_and_hours_are_put_together_over_days()
    {
        SignalFind[] newestFirst =
        [
            At("Bến đò", 5, 9, 1), At("đồi cây đa", 4, 17, 2), At("Đồi Cây Đa", 3, 7, 4), At("Sân trường", 3, 8, 4, dbm: -70), At("Bến đò", 2, 9, 3) with { At = null }, At("Đồi cây đa", 1, 7, 1),
        ];
        var places = PlaceSignal.Of(newestFirst);
        Assert.Equal(["Sân trường", "đồi cây đa", "Bến đò"], places.Select(p => p.Name));
        var hill = places[1];
        Assert.Equal((4, newestFirst[1].At), (hill.Best.Bars, hill.Newest));
        Assert.Equal([new HourSignal(7, 1, 4), new HourSignal(17, 2, 2)], hill.Hours);
        Assert.Equal(["1–4", "2"], hill.Hours.Select(h => h.Bars));
        Assert.Equal([9, null], places[2].Hours.Select(h => h.Hour));
    }

    [Fact]
    public void Of_equal_places_the_one_where_somebody_was_last_is_first()
    {
        Assert.Equal(["Mới", "Cũ"], PlaceSignal.Of([At("Mới", 2, 8, 3), At("Cũ", 1, 8, 3)]).Select(p => p.Name));
        Assert.Empty(PlaceSignal.Of([]));
    }

    private static SignalFind At(string place, int day, int hour, int bars, int? dbm = null) => new(place, new DateTimeOffset(2026, 7, day, hour, 40, 0, TimeSpan.FromHours(7)), bars, dbm ?? -120 + 10 * bars, "lte");
}
