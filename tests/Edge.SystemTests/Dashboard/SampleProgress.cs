using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Progress;

namespace Edge.SystemTests.Dashboard;

/// <summary>A province half done: places with targets, and what their boards did in the last weeks.</summary>
internal static class SampleProgress
{
    private static readonly (string Code, string Name, int Target)[] Places =
    [
        ("muong-lay", "Mường Lay", 3_100), ("muong-nhe", "Mường Nhé", 9_800), ("nam-po", "Nậm Pồ", 8_900), ("tua-chua", "Tủa Chùa", 9_400),
        ("dien-bien-dong", "Điện Biên Đông", 6_900), ("tuan-giao", "Tuần Giáo", 4_100), ("muong-cha", "Mường Chà", 2_145),
    ];

    private static readonly (string Kind, string Outcome, double Weight)[] Sorts =
    [
        ("card", "complete", 60), ("card", "complete-with-exceptions", 7), ("account", "complete", 31), ("activation", "requested", 18), ("activation", "complete", 3), ("card", "unable-cannot-read", 8.1),
        ("account", "unable-no-phone", 10.7), ("card", "unable-away", 1.5), ("card", "unable-fingerprints-worn", 0.4), ("card", "unable-needs-visit", 0.3),
    ];

    public static async Task FillAsync(DashboardHub hub, DateOnly today)
    {
        var none = CancellationToken.None;
        var book = hub.Get<PlaceBook>();
        await book.SetAsync(Actor.CommandLine, "dien-bien", new PlaceChange("Tỉnh Điện Biên", null, "44345", today.AddDays(69).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "500-600", null), none);
        foreach (var (code, name, target) in Places) await book.SetAsync(Actor.CommandLine, code, new PlaceChange(name, "dien-bien", target.ToString(System.Globalization.CultureInfo.InvariantCulture), null, null, null), none);
        var random = new Random(16);
        await hub.Get<ArchiveWriter>().ChangeAsync(async db =>
        {
            var tally = new ProgressTally();
            foreach (var (code, _, target) in Places)
            {
                for (var day = 0; day < 34; day++)
                {
                    // Sundays are quiet.
                    if (today.AddDays(-day).DayOfWeek == DayOfWeek.Sunday) continue;
                    foreach (var (kind, outcome, weight) in Sorts)
                    {
                        var share = code == "muong-lay" ? 26.0 : 52;
                        var count = (int)(weight / 67 * target / share * (0.6 + random.NextDouble()) + random.NextDouble());
                        var place = await tally.PlaceAsync(db, new RecordSort(code, $"{code}-01", day % 3 == 0 ? "minh" : "lan", today.AddDays(-day).DayNumber, kind, outcome), none);
                        for (var i = 0; i < count; i++) tally.Add(place);
                    }
                }
            }
            await tally.SaveAsync(db, none);
            return true;
        }, none);
    }
}
