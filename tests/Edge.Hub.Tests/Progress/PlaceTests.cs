using System.Text;
using Edge.Contracts;
using Edge.Hub.Audit;
using Edge.Hub.Progress;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Progress;

/// <summary>Places are a tree of any shape, said by people who make mistakes.</summary>
public sealed class PlaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_place_is_set_changed_and_removed_and_each_act_is_on_record()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.PlaceAsync("dien-bien", "Điện Biên", target: "44345", deadline: "2027-02-10", quota: "500-600");
        // Typed with marks apart, as some keyboards do: one spelling is kept.
        await bench.PlaceAsync("muong-lay", "Mu\u031bo\u031b\u0300ng Lay", "dien-bien");
        await bench.Book.SetAsync(Actor.CommandLine, "dien-bien", new PlaceChange(null, null, "", null, "40", "account"), Token);
        var places = (await bench.Book.AllAsync(Token)).ToDictionary(p => p.Code);
        Assert.Equal("Mường Lay", places["muong-lay"].Name);
        Assert.Equal((null, new DateOnly(2027, 2, 10), 40, 40, "account"), (places["dien-bien"].Target, places["dien-bien"].Deadline, places["dien-bien"].QuotaLow, places["dien-bien"].QuotaHigh, places["dien-bien"].Service));
        Assert.Contains("has 1 places in it", (await Assert.ThrowsAsync<MalformedException>(() => bench.Book.RemoveAsync(Actor.CommandLine, "dien-bien", Token))).Message, StringComparison.Ordinal);
        await bench.Book.RemoveAsync(Actor.User("minh"), "muong-lay", Token);
        await bench.Book.RemoveAsync(Actor.User("minh"), "dien-bien", Token);
        Assert.Empty(await bench.Book.AllAsync(Token));
        var acts = await bench.Ingest.ReadAsync(db => db.Set<AuditEntry>().OrderBy(e => e.Number).Select(e => $"{e.Actor} {e.Act} {e.Target}").ToListAsync(Token));
        Assert.Equal(["command-line place-set dien-bien", "command-line place-set muong-lay", "command-line place-set dien-bien", "user:minh place-removed muong-lay", "user:minh place-removed dien-bien"], acts);
    }

    [Fact]
    public async Task A_place_inside_itself_too_deep_or_nowhere_is_refused_and_nothing_changes()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.PlaceAsync("p-1", "1");
        for (var i = 2; i <= PlaceTree.Deepest; i++) await bench.PlaceAsync($"p-{i}", $"{i}", $"p-{i - 1}");
        await RefusedAsync("more than 11 places above it", () => bench.PlaceAsync("p-13", "13", "p-12"));
        await RefusedAsync("would be inside itself: p-1 in p-12", () => bench.PlaceAsync("p-1", "1", "p-12"));
        await RefusedAsync("would be inside itself", () => bench.PlaceAsync("p-3", "3", "p-3"));
        await RefusedAsync("no place of that code", () => bench.PlaceAsync("p-1", "1", "elsewhere"));
        // Above what is deep already.
        await bench.PlaceAsync("top", "Top");
        await RefusedAsync("more than 11 places above it", () => bench.PlaceAsync("p-1", "1", "top"));
        Assert.Null((await bench.Book.AllAsync(Token)).Single(p => p.Code == "p-1").Parent);
        await RefusedAsync("give it a --name", () => bench.Book.SetAsync(Actor.CommandLine, "new", new PlaceChange(null, null, null, null, null, null), Token));

        async Task RefusedAsync(string why, Func<Task> act) => Assert.Contains(why, (await Assert.ThrowsAsync<MalformedException>(act)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mường Lay", true)]
    [InlineData("Bản 3 (Nà Nát), Xã Mường So", true)]
    [InlineData("Đắk Lắk", true)]
    [InlineData("", false)]
    [InlineData("=HYPERLINK(\"http://x\")", false)]
    [InlineData("-1", false)]
    [InlineData("Mường\u202eyaL", false)]
    [InlineData("\u001b[31mLay", false)]
    [InlineData("Mường\u200bLay", false)]
    [InlineData("Mường\nLay", false)]
    [InlineData("Mu\u031bo\u031b\u0300ng", false)]
    public void A_name_is_visible_text_in_one_spelling(string name, bool good) => Assert.Equal(good, PlaceRules.IsName(name));

    [Fact]
    public void A_name_has_at_most_80_visible_characters()
    {
        Assert.True(PlaceRules.IsName(new string('ư', 80)));
        Assert.False(PlaceRules.IsName(new string('ư', 81)));
        // Marks take no place, and are bounded all the same.
        Assert.False(PlaceRules.IsName("a" + new string('\u0323', 400)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("600-500")]
    [InlineData("1-2-3")]
    [InlineData("-5")]
    [InlineData("5 00")]
    [InlineData("1000001")]
    public void A_quota_is_one_number_or_two(string text) => Assert.Throws<MalformedException>(() => PlaceQuota.Read(text));

    [Fact]
    public async Task The_tree_is_written_to_a_file_and_read_from_it()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.PlaceAsync("dien-bien", "Điện Biên, tỉnh \"Mới\"", target: "44345", deadline: "2027-02-10", quota: "500-600");
        await bench.PlaceAsync("muong-lay", "Mường Lay", "dien-bien", quota: "40", service: "account");
        await bench.PlaceAsync("a-pa-chai", "A Pa Chải", "dien-bien");
        var csv = PlaceFile.Write(new PlaceTree(await bench.Book.AllAsync(Token)));
        Assert.Equal("\uFEFFcode,name,parent,target,deadline,quota,service\r\ndien-bien,\"Điện Biên, tỉnh \"\"Mới\"\"\",,44345,2027-02-10,500-600,\r\na-pa-chai,A Pa Chải,dien-bien,,,,\r\nmuong-lay,Mường Lay,dien-bien,,,40,account\r\n", Encoding.UTF8.GetString(csv));
        Assert.Equal(new PlaceImport(3, 0, 0, 0), await bench.Book.ImportAsync(Actor.CommandLine, csv, Token));
        var changed = Encoding.UTF8.GetString(csv).Replace("muong-lay,Mường Lay", "muong-lay,Thị xã Mường Lay", StringComparison.Ordinal).Replace("a-pa-chai,A Pa Chải", "sin-thau,Sín Thầu", StringComparison.Ordinal);
        Assert.Equal(new PlaceImport(3, 1, 1, 1), await bench.Book.ImportAsync(Actor.CommandLine, Encoding.UTF8.GetBytes(changed), Token));
        Assert.Equal(["dien-bien", "muong-lay", "sin-thau"], (await bench.Book.AllAsync(Token)).Select(p => p.Code));
    }

    [Theory]
    [InlineData("a,A,,,,,\na,A,,,,,\n", "line 3, code: is that of line 2, too")]
    [InlineData("a,A,b,,,,\nb,B,a,,,,\n", "line 2, parent: place a would be inside itself: a in b in a")]
    [InlineData("a,A,c,,,,\n", "line 2, parent: no line has this code")]
    [InlineData("A,A,,,,,\n", "line 2, code: must be")]
    [InlineData("a,=1+1,,,,,\n", "line 2, name: must be")]
    [InlineData("a,A,,many,,,\n", "line 2, target: a target is")]
    [InlineData("a,A,,,31/12/2026,,\n", "line 2, deadline: a deadline is a day such as")]
    [InlineData("a,A,,,,600-500,\n", "line 2, quota: a quota is")]
    [InlineData("a,A,,,,\n", "line 2: has 6 columns, not 7")]
    public async Task A_file_with_a_mistake_is_refused_whole_with_its_line(string rows, string problem)
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.PlaceAsync("kept", "Kept");
        var refused = await Assert.ThrowsAsync<MalformedException>(() => bench.Book.ImportAsync(Actor.CommandLine, Encoding.UTF8.GetBytes("code,name,parent,target,deadline,quota,service\n" + rows), Token));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Equal("kept", Assert.Single(await bench.Book.AllAsync(Token)).Code);
    }

    [Fact]
    public void Ten_thousand_places_are_read_and_one_more_is_refused()
    {
        byte[] Csv(int places) => Encoding.UTF8.GetBytes("code,name,parent,target,deadline,quota,service\n" + string.Concat(Enumerable.Range(0, places).Select(i => $"p-{i},Bản {i},{(i == 0 ? "" : $"p-{(i - 1) / 10}")},,,,\n")));
        Assert.Equal(PlaceTree.Most, PlaceFile.Read(Csv(PlaceTree.Most)).Count);
        Assert.Contains("at most 10000 lines", Assert.Throws<MalformedException>(() => PlaceFile.Read(Csv(PlaceTree.Most + 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_in_a_spreadsheet_is_a_formula()
    {
        var csv = new CsvText();
        csv.Row("=cmd", "+1+1", "-2", "-2+3", "@x", "\tx", "a,b", "\"q\"", "line\nend", "plain");
        Assert.Equal("\uFEFF'=cmd,'+1+1,-2,'-2+3,'@x,'\tx,\"a,b\",\"\"\"q\"\"\",\"line\nend\",plain\r\n", csv.ToString());
    }
}
