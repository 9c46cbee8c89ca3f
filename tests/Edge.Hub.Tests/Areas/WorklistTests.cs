using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Ingest;

namespace Edge.Hub.Tests.Areas;

public sealed class WorklistTests(ITestOutputHelper output)
{
    private const string Pin = "271828";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_commune_costs_at_most_350_kB_at_first_and_15_kB_a_day()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        var people = People.Commune(7_725, 20);
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(people), 30, empty: false, Token);
        var whole = (await bench.OfferedAsync(board, Names.WorklistObject))!;
        board.Objects[Names.WorklistObject] = whole.Version;
        var (day, report) = (Day(people), await NextDayAsync(bench, people));
        var difference = (await bench.OfferedAsync(board, Names.WorklistObject))!;
        output.WriteLine($"{people.Count} people in 20 hamlets: {whole.Size} bytes sealed to a board; a day's difference ({report.Removed} gone, {report.Added} new, {report.Altered} changed of {day.Count}): {difference.Size} bytes");
        Assert.Equal((200, 15, 30), (report.Removed, report.Added, report.Altered));
        Assert.InRange((long)whole.Size, 10_000, 350_000);
        Assert.InRange((long)difference.Size, 300, 15_000);

        // The most that an area may have still fits what a board takes.
        var most = await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "full", People.Csv(People.Commune(WorklistFile.Most, 60, seed: 9)), 30, empty: false, Token);
        output.WriteLine($"{most.People} people: {most.WholeBytes} bytes");
        Assert.InRange(most.WholeBytes, 1, Limits.ObjectBytes - 1024);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_has_the_list_is_shown_by_what_each_board_of_the_area_says()
    {
        await using var bench = await AreaBench.OpenAsync();
        var (one, two) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "east"));
        await bench.Ingest.BoardAsync("other", "west");
        var people = People.Commune(20, 2);
        var first = await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(people), 30, empty: false, Token);
        await TakeAsync(bench, one, "one");
        await bench.Ingest.SayAsync(one.Offer());
        await bench.Ingest.SayAsync(two.Offer());
        Assert.Equal([new WorklistBoard("one", first.Version, true), new WorklistBoard("two", 0, false)], (await bench.Areas.Worklists.ShowAsync("east", Token)).Boards);
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(people[..10]), 30, empty: false, Token);
        Assert.Equal([new WorklistBoard("one", first.Version, false), new WorklistBoard("two", 0, false)], (await bench.Areas.Worklists.ShowAsync("east", Token)).Boards);
    }

    [Fact(Timeout = 120_000)]
    public async Task Whole_list_and_differences_lead_every_board_to_the_same_people()
    {
        await using var bench = await AreaBench.OpenAsync();
        var (steady, late) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "east"));
        await bench.Areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("hoa", Pin, "east"), Token);
        var area = await bench.TakeAreaAsync(steady, "one");
        var people = People.Commune(300, 4);
        var has = new Dictionary<uint, string>();
        for (var day = 0; day < 5; day++)
        {
            await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(people), 30, empty: false, Token);
            var list = await TakeAsync(bench, steady, "one");
            Assert.Equal(day > 0, list.BaseVersion > 0);
            Apply(has, AreaBench.Open(list, area, "hoa", Pin));
            Assert.Equal(people.Select(Shown).Order(StringComparer.Ordinal), has.Values.Order(StringComparer.Ordinal));
            people = Day(people, gone: 20, fresh: 5, altered: 8);
            bench.Hub.Time.Now += TimeSpan.FromDays(1);
        }
        var whole = await TakeAsync(bench, late, "two");
        Assert.Equal(0UL, whole.BaseVersion);
        var other = new Dictionary<uint, string>();
        Apply(other, AreaBench.Open(whole, area, "hoa", Pin));
        Assert.Equal(has.OrderBy(p => p.Key), other.OrderBy(p => p.Key));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_board_gets_difference_by_difference_while_they_are_kept_and_the_whole_list_otherwise()
    {
        await using var bench = await AreaBench.OpenAsync();
        var (brief, away) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "east"));
        var people = People.Commune(600, 4);
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(people), 30, empty: false, Token);
        var first = await TakeAsync(bench, away, "two");
        for (var day = 0; day <= WorklistShelf.MostDifferences; day++)
        {
            if (day == 12) await TakeAsync(bench, brief, "one");
            people = Day(people, gone: 1, fresh: 0, altered: 1);
            bench.Hub.Time.Now += TimeSpan.FromDays(1);
            await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(people), 30, empty: false, Token);
        }
        var newest = (await bench.Areas.Worklists.ShowAsync("east", Token)).Version;
        var (versions, at) = (new List<ulong>(), brief.Objects[Names.WorklistObject]);
        while (at < (ulong)newest)
        {
            var list = await TakeAsync(bench, brief, "one");
            Assert.Equal(at, list.BaseVersion);
            versions.Add(at = list.Version);
        }
        Assert.Equal(3, versions.Count);
        var again = await TakeAsync(bench, away, "two");
        Assert.Equal((0UL, (ulong)newest), (again.BaseVersion, again.Version));
        Assert.True(first.Version < again.Version);
        Assert.Equal(WorklistShelf.MostDifferences, (await bench.Areas.Worklists.ShowAsync("east", Token)).Differences.Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_same_person_keeps_the_number_of_the_entry_and_no_number_is_given_twice()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("hoa", Pin, "east"), Token);
        var area = await bench.TakeAreaAsync(board, "one");
        Person a = new("001085000001", "Giàng A Chơ", "1985", "m", "Bản Mới", "permanent", "", "card"), b = a with { Number = "", Name = "Vàng Thị Dín", Birth = "" }, c = a with { Number = "001085000003", Name = "Lò Văn Sáu" };
        // Two of one name and hamlet: the order in the file tells them apart.
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv([a, b, b, c]), 30, empty: false, Token);
        var before = Entries(AreaBench.Open(await TakeAsync(bench, board, "one"), area, "hoa", Pin));
        bench.Hub.Time.Now += TimeSpan.FromDays(1);
        var report = await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv([b with { Name = "VÀNG THỊ DÍN".Normalize(System.Text.NormalizationForm.FormD) }, a with { Hamlet = "Bản Cũ", Needs = "ride;visit" }]), 30, empty: false, Token);
        Assert.Equal((0, 2, 2), (report.Added, report.Altered, report.Removed));
        bench.Hub.Time.Now += TimeSpan.FromDays(1);
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv([b, a, c]), 30, empty: false, Token);
        board.Objects[Names.WorklistObject] = 0;
        var content = AreaBench.Open(await TakeAsync(bench, board, "one"), area, "hoa", Pin);
        var after = Entries(content);
        Assert.Equal(before["Giàng A Chơ"], after["Giàng A Chơ"]);
        Assert.DoesNotContain(after["Lò Văn Sáu"], before.Values);
        Assert.Equal([.. content.Entry.Order()], content.Entry);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_expired_list_is_offered_no_more_and_the_next_one_is()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(People.Commune(10, 2)), 2, empty: false, Token);
        Assert.NotNull(await bench.OfferedAsync(board, Names.WorklistObject));
        bench.Hub.Time.Now += TimeSpan.FromDays(2);
        Assert.Null(await bench.OfferedAsync(board, Names.WorklistObject));
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(People.Commune(10, 2)), 2, empty: false, Token);
        Assert.Equal(bench.Hub.Time.Now.AddDays(2).ToUnixTimeMilliseconds(), (await TakeAsync(bench, board, "one")).ExpiresAtMs);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_same_list_again_is_nothing_new_until_it_would_expire_later()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        var people = People.Csv(People.Commune(50, 2));
        var first = await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", people, 30, empty: false, Token);
        await TakeAsync(bench, board, "one");
        bench.Hub.Time.Now += TimeSpan.FromHours(1);
        Assert.Equal(first.Version, (await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", people, 30, empty: false, Token)).Version);
        Assert.Null(await bench.OfferedAsync(board, Names.WorklistObject));
        bench.Hub.Time.Now += TimeSpan.FromDays(1);
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", people, 30, empty: false, Token);
        var list = await TakeAsync(bench, board, "one");
        Assert.Equal(((ulong)first.Version, bench.Hub.Time.Now.AddDays(30).ToUnixTimeMilliseconds()), (list.BaseVersion, list.ExpiresAtMs));

        // Nobody is missing any more: a list, too.
        bench.Hub.Time.Now += TimeSpan.FromDays(1);
        var refusal = await Assert.ThrowsAsync<MalformedException>(() => bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv([]), 30, empty: false, Token));
        Assert.Contains("--empty", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await bench.OfferedAsync(board, Names.WorklistObject));
        var none = await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv([]), 30, empty: true, Token);
        Assert.Equal((0, 50), (none.People, none.Removed));
        Assert.Equal((ulong)none.Version, (await TakeAsync(bench, board, "one")).Version);
    }

    [Fact(Timeout = 120_000)]
    public async Task Neither_the_archive_nor_a_report_names_anybody()
    {
        await using var bench = await AreaBench.OpenAsync();
        await bench.Ingest.BoardAsync("one", "east");
        var person = new Person("001085123456", "Canary Thị Mòng", "1985-03-07", "f", "Bản Canary", "permanent", "", "card");
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv([person]), 30, empty: false, Token);
        await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv([person with { Needs = "ride" }]), 30, empty: false, Token);
        await bench.Ingest.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        foreach (var file in Directory.GetFiles(bench.Hub.Paths.Data, "*", SearchOption.AllDirectories).Where(f => f != bench.Hub.Paths.Lock))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token));
            Assert.DoesNotContain("Canary", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("001085123456", text, StringComparison.Ordinal);
        }
    }

    private static async Task<Worklist> TakeAsync(AreaBench bench, SimulatedBoard board, string node) => Worklist.Parser.ParseFrom(await bench.TakeAsync(board, node, Names.WorklistObject));

    private static async Task<WorklistReport> NextDayAsync(AreaBench bench, List<Person> people)
    {
        bench.Hub.Time.Now += TimeSpan.FromDays(1);
        return await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(Day(people)), 30, empty: false, Token);
    }

    // Those who are done are anywhere in the commune, and so are those with something corrected.
    private static List<Person> Day(List<Person> people, int gone = 200, int fresh = 15, int altered = 30)
    {
        var (random, next) = (new Random(people.Count), people.ToList());
        for (var i = 0; i < gone; i++) next.RemoveAt(random.Next(next.Count));
        foreach (var i in Enumerable.Range(0, next.Count).Where(i => next[i].Number.Length > 0).OrderBy(_ => random.Next()).Take(altered).ToList()) next[i] = next[i] with { Needs = next[i].Needs == "ride" ? "" : "ride", Lacks = "activation" };
        // Of another province than everybody else, so that no number is there twice.
        next.AddRange(People.Commune(fresh, 4, seed: people.Count).Select((p, i) => p with { Number = $"0960{people.Count % 10_000:D4}{i:D4}" }));
        return next;
    }

    private static void Apply(Dictionary<uint, string> has, WorklistContent content)
    {
        foreach (var gone in content.Removed) Assert.True(has.Remove(gone));
        for (var i = 0; i < content.Entry.Count; i++)
        {
            var flags = (WorklistMarks)content.Flags[i];
            has[content.Entry[i]] = $"{content.Number[i]} {content.Name[i]} {content.Hamlets[(int)content.Hamlet[i]]} {flags.HasFlag(WorklistMarks.NeedsRide)}";
        }
    }

    private static string Shown(Person person) => $"{person.Number} {person.Name} {person.Hamlet} {person.Needs == "ride"}";

    private static Dictionary<string, uint> Entries(WorklistContent content) =>
        Enumerable.Range(0, content.Entry.Count).GroupBy(i => content.Name[i]).ToDictionary(g => g.Key, g => g.Min(i => content.Entry[i]));
}
