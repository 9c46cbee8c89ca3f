using System.Text;
using Edge.Contracts;
using Edge.Hub.Audit;
using Edge.Hub.Views.Progress;

namespace Edge.Hub.Tests.Progress;

/// <summary>How far places are: sums up the tree, shares, and what is still needed.</summary>
public sealed class ProgressViewTests
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Places_sum_what_is_in_them_and_the_rate_still_needed_follows()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1", "muong-lay");
        await bench.Ingest.BoardAsync("board-2", "sin-thau");
        await bench.Ingest.BoardAsync("board-3", "no-place");
        await bench.PlaceAsync("dien-bien", "Điện Biên", target: "44345", deadline: "2027-02-06", quota: "500-600");
        await bench.PlaceAsync("muong-lay", "Mường Lay", "dien-bien", target: "310");
        await bench.PlaceAsync("sin-thau", "Sín Thầu", "dien-bien", service: "account");
        await bench.CountAsync("muong-lay", "board-1", Today.AddDays(-40), "card", "complete", 300, "lan");
        await bench.CountAsync("muong-lay", "board-1", Today, "card", "complete-with-exceptions", 40, "lan");
        await bench.CountAsync("muong-lay", "board-1", Today, "card", "unable-away", 3, "minh");
        await bench.CountAsync("sin-thau", "board-2", Today.AddDays(-29), "account", "complete", 7);
        await bench.CountAsync("sin-thau", "board-2", Today, "activation", "requested", 5);
        await bench.CountAsync("sin-thau", "board-2", Today, "journal", "complete", 9);
        await bench.CountAsync("no-place", "board-3", Today, "card", "complete", 2);

        var view = await bench.ReadAsync("dien-bien");
        var p = view.Place;
        Assert.Equal(("Điện Biên", 2, 340, 40, 44_345, 44_005), (p.Name, p.Boards, (int)p.Enrolled, (int)p.EnrolledToday, (int)p.Target!, (int)p.Remaining!));
        // 70 days, today among them: 628.6 a day.
        Assert.Equal((70, 629, 0.8m, 8.0m), (p.DaysLeft, (int)p.NeededPerDay!, p.Percent, p.QuotaPercent));
        Assert.Equal([("card", 340, 40, 0, 3), ("account", 7, 0, 0, 0), ("activation", 0, 0, 5, 0)], p.Services.Select(s => (s.Service, (int)s.Done, (int)s.WithExceptions, (int)s.Requested, (int)s.Unable)));
        Assert.Equal(9, p.Others);
        Assert.Equal(["Mường Lay", "Sín Thầu"], view.Children.Select(c => c.Name));
        Assert.Equal(["Điện Biên", "Mường Lay", "Tủa Chùa"], new Edge.Hub.Progress.PlaceTree(new[] { "Tủa Chùa", "Mường Lay", "Điện Biên" }.Select((n, i) => new Edge.Hub.Progress.Place { Code = $"p-{i}", Name = n })).ChildrenOf(null).Select(p => p.Name));
        // Above the target, and by the service of its own.
        Assert.Equal((109.7m, 0L), (view.Children[0].Percent, view.Children[0].Remaining));
        Assert.Equal(("account", 7L), (view.Children[1].Service, view.Children[1].Enrolled));
        Assert.Equal((30, new DateOnly(2026, 10, 31), Today), (view.Trend.Count, view.Trend[0].Day, view.Trend[^1].Day));
        Assert.Equal((40, 3), ((int)view.Trend[^1].Enrolled, (int)view.Trend[^1].Unable));
        Assert.Equal(7, (int)(await bench.ReadAsync("sin-thau")).Trend[0].Enrolled);
        Assert.Empty(view.Teams);

        var leaf = await bench.ReadAsync("muong-lay");
        Assert.Equal([("board-1", "lan", 340, 40, 0), ("board-1", "minh", 0, 0, 3)], leaf.Teams.Select(t => (t.Node, t.Officer, (int)t.Enrolled, (int)t.EnrolledToday, (int)t.UnableToday)));
        Assert.Equal(["", "dien-bien"], leaf.Path.Select(a => a.Code));
        // Inherited, with what the province says.
        Assert.Equal(new DateOnly(2027, 2, 6), leaf.Place.Deadline);

        var whole = await bench.ReadAsync("");
        Assert.Equal(342, whole.Place.Enrolled);
        Assert.Equal([("dien-bien", true), ("no-place", false)], whole.Children.Select(c => (c.Code, c.IsPlace)));
        Assert.Contains("no place has the code elsewhere", (await Assert.ThrowsAsync<MalformedException>(() => bench.ReadAsync("elsewhere"))).Message, StringComparison.Ordinal);
        await bench.PlaceAsync("dien-bien", "Điện Biên", deadline: "2026-11-28");
        Assert.Equal((0, null), ((await bench.ReadAsync("dien-bien")).Place.DaysLeft, (await bench.ReadAsync("dien-bien")).Place.NeededPerDay));
    }

    [Fact]
    public async Task The_fields_own_table_sums_to_the_whole()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1", "dien-bien");
        await bench.CountAsync("dien-bien", "board-1", Today, "card", "unable-cannot-read", 7_085);
        await bench.CountAsync("dien-bien", "board-1", Today, "account", "unable-no-phone", 9_351);
        await bench.CountAsync("dien-bien", "board-1", Today, "card", "unable-away", 1_321);
        await bench.CountAsync("dien-bien", "board-1", Today, "card", "unable-something-new", 500);
        await bench.CountAsync("dien-bien", "board-1", Today, "card", "unable-older-word", 65);
        var place = (await bench.ReadAsync("dien-bien")).Place;
        Assert.Equal(18_322, place.UnableCount);
        Assert.Equal([("no-phone", 9_351, 51.04m), ("cannot-read", 7_085, 38.67m), ("away", 1_321, 7.21m), ("*", 565, 3.08m)], place.Unable.Select(r => (r.Reason, (int)r.Count, r.Share)));
        Assert.Equal(["something-new", "older-word"], place.Unable[^1].Named);
        Assert.Equal(100m, place.Unable.Sum(r => r.Share));
    }

    [Fact]
    public void Shares_always_sum_to_the_whole_and_none_is_far_off()
    {
        var random = new Random(16);
        for (var i = 0; i < 2_000; i++)
        {
            var counts = Enumerable.Range(0, random.Next(1, 20)).Select(_ => (long)random.Next(0, i % 2 == 0 ? 7 : 100_000)).ToList();
            var shares = Shares.Of(counts);
            Assert.Equal(counts.Sum() == 0 ? 0m : 100m, shares.Sum());
            Assert.All(counts.Zip(shares), s => Assert.True(counts.Sum() == 0 || Math.Abs(s.Second - (100m * s.First / counts.Sum())) < 0.01m));
        }
    }

    [Fact]
    public async Task Who_must_be_fetched_and_who_visited_comes_from_the_worklist_in_force()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1", "muong-lay");
        const string header = "number,name,birth,sex,hamlet,residence,needs,lacks\n";
        var shelf = bench.Ingest.Hub.Areas.Worklists;
        await ImportAsync(header + ",Giàng A Chơ,1985,m,Bản Mới,permanent,ride,card\n,Vàng Thị Dín,1950,f,Bản Mới,permanent,visit,card;account\n,Lò Văn A,1990,m,Bản Mới,permanent,,activation\n");
        await ImportAsync(header + ",Giàng A Chơ,1985,m,Bản Mới,permanent,ride,card\n,Vàng Thị Dín,1950,f,Bản Mới,permanent,ride;visit,card\n");
        await bench.PlaceAsync("dien-bien", "Điện Biên");
        await bench.PlaceAsync("muong-lay", "Mường Lay", "dien-bien");
        Assert.Equal(new ListFigures(2, 2, 1, 2, 0, 0), (await bench.ReadAsync("dien-bien")).Place.List);
        var editions = (await bench.ReadAsync("muong-lay")).Editions;
        Assert.Equal([(2, 0, 1), (3, 3, 0)], editions.Select(e => (e.People, e.Added, e.Gone)));

        async Task ImportAsync(string csv)
        {
            bench.Ingest.Hub.Time.Now += TimeSpan.FromHours(1);
            await shelf.ImportAsync(Actor.CommandLine, "muong-lay", Encoding.UTF8.GetBytes(csv), 30, false, Token);
        }
    }

    [Fact]
    public async Task Without_a_quota_of_its_own_a_place_has_that_of_its_teams()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1", "muong-lay");
        await bench.Ingest.BoardAsync("board-2", "muong-lay");
        await bench.Ingest.Hub.Areas.Views.SetQuotaAsync(Actor.CommandLine, "muong-lay", 40, Token);
        await bench.PlaceAsync("dien-bien", "Điện Biên");
        await bench.PlaceAsync("muong-lay", "Mường Lay", "dien-bien");
        var place = (await bench.ReadAsync("dien-bien")).Place;
        Assert.Equal((80, 80, 0m), ((int)place.QuotaLow!, (int)place.QuotaHigh!, place.QuotaPercent));
    }

    [Fact]
    public async Task The_spreadsheet_has_a_line_for_each_place_and_a_column_for_each_reason()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1", "muong-lay");
        await bench.PlaceAsync("dien-bien", "Điện Biên, tỉnh", target: "10", deadline: "2026-12-01");
        await bench.PlaceAsync("muong-lay", "Mường Lay", "dien-bien");
        await bench.CountAsync("muong-lay", "board-1", Today, "card", "complete", 4);
        await bench.CountAsync("muong-lay", "board-1", Today, "card", "unable-no-phone", 2);
        var lines = Encoding.UTF8.GetString(await bench.Views.CsvAsync("dien-bien", Token)).Split("\r\n");
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("\uFEFFcode,name,parent,boards,service,enrolled,enrolled_today,target,percent,remaining,quota,quota_percent,deadline,days_left,needed_per_day,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("dien-bien,\"Điện Biên, tỉnh\",,1,card,4,4,10,40,6,,,2026-12-01,3,2,4,0,0,0,0,2,0,2,0,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("muong-lay,Mường Lay,dien-bien,1,card,4,4,,,,,,2026-12-01,3,,4,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shown_is_read_once_for_all_who_look_and_looks_at_no_record()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.RecordAsync(await bench.Ingest.BoardAsync("board-1", "muong-lay"));
        Assert.Equal(1, (await bench.ReadAsync("")).Place.Enrolled);
        await bench.Ingest.ExecuteAsync("DELETE FROM Chunks; DELETE FROM Records");
        Assert.Equal(1, (await bench.ReadAsync("muong-lay")).Place.Enrolled);
        await bench.Ingest.ExecuteAsync("UPDATE AreaCounts SET Count = 5");
        Assert.Equal(1, (await bench.Views.ReadAsync("", Token)).Place.Enrolled);
        bench.Ingest.Hub.Time.Now += TimeSpan.FromSeconds(4);
        Assert.Equal(5, (await bench.Views.ReadAsync("", Token)).Place.Enrolled);
    }
}
