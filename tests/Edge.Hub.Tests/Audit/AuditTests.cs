using Edge.Hub.Audit;
using Edge.Hub.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Audit;

public sealed class AuditTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE Audit SET Actor = 'user:other' WHERE Number = 2")]
    [InlineData("DELETE FROM Audit WHERE Number = 3")]
    [InlineData("DELETE FROM Audit")]
    [InlineData("INSERT INTO Audit SELECT 99, At, Actor, Act, Target, Detail, Previous, Digest FROM Audit WHERE Number = 2")]
    [InlineData("INSERT OR REPLACE INTO Audit SELECT Number, At, 'user:other', Act, Target, Detail, Previous, Digest FROM Audit WHERE Number = 2")]
    public async Task The_table_refuses_an_entry_that_is_changed_or_taken_out(string sql)
    {
        await using var bench = await FilledAsync(4);
        await using var db = await bench.Databases.CreateDbContextAsync(Token);
        var refusal = await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql, Token));
        Assert.Contains("the audit is only added to", refusal.Message, StringComparison.Ordinal);
        Assert.Null((await new AuditVerifier(bench.Databases).VerifyAsync(null, Token)).Problem);
    }

    [Fact]
    public async Task A_chain_of_several_pages_is_whole()
    {
        await using var bench = await FilledAsync(2_345);
        var check = await new AuditVerifier(bench.Databases).VerifyAsync(null, Token);
        Assert.Equal((2_345, null, null), (check.Entries, check.BrokenAt, check.Problem));
    }

    // Whoever has the file can drop the triggers; the chain tells of it.
    [Theory]
    [InlineData("UPDATE Audit SET Actor = 'user:other' WHERE Number = 1500", 1500, "changed")]
    [InlineData("UPDATE Audit SET At = At + 1 WHERE Number = 1", 1, "changed")]
    [InlineData("UPDATE Audit SET Detail = Detail || Target, Target = '' WHERE Number = 7", 7, "changed")]
    [InlineData("DELETE FROM Audit WHERE Number = 1000", 1001, "entry 1000 is gone")]
    [InlineData("DELETE FROM Audit WHERE Number < 5", 5, "entries 1 to 4 are gone")]
    [InlineData("UPDATE Audit SET Number = Number + 1000000 WHERE Number > 20; INSERT INTO Audit SELECT 21, At, Actor, Act, Target, Detail, Previous, Digest FROM Audit WHERE Number = 20; UPDATE Audit SET Number = Number - 999999 WHERE Number > 1000000", 21, "does not follow")]
    [InlineData("UPDATE Audit SET Digest = zeroblob(32) WHERE Number = 9", 9, "changed")]
    public async Task What_is_done_behind_the_hubs_back_is_found(string sql, long brokenAt, string problem)
    {
        await using var bench = await FilledAsync(2_000);
        await TamperAsync(bench, sql);
        var check = await new AuditVerifier(bench.Databases).VerifyAsync(null, Token);
        Assert.Equal(brokenAt, check.BrokenAt);
        Assert.Contains(problem, check.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_noted_down_elsewhere_tells_of_an_end_that_was_cut_off_and_of_a_chain_made_anew()
    {
        await using var bench = await FilledAsync(50);
        var verifier = new AuditVerifier(bench.Databases);
        var noted = await verifier.VerifyAsync(null, Token);
        var head = new AuditHead(noted.Entries, noted.Digest);
        await bench.Audit.NoteAsync(Actor.Hub, "later", "hub", "", Token);
        Assert.Null((await verifier.VerifyAsync(head, Token)).Problem);
        await TamperAsync(bench, "DELETE FROM Audit WHERE Number > 40");
        Assert.Null((await verifier.VerifyAsync(null, Token)).Problem);
        Assert.Contains("which was noted down, is gone", (await verifier.VerifyAsync(head, Token)).Problem, StringComparison.Ordinal);
        for (var i = 41; i <= 50; i++) await bench.Audit.NoteAsync(Actor.Hub, "forged", "hub", "", Token);
        Assert.Contains("written anew", (await verifier.VerifyAsync(head, Token)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_that_is_rolled_back_leaves_no_entry()
    {
        await using var bench = await FilledAsync(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Archive.ChangeAsync<bool>(async db =>
        {
            await bench.Audit.AppendAsync(db, Actor.Hub, "half", "hub", "", Token);
            await db.SaveChangesAsync(Token);
            throw new InvalidOperationException();
        }, Token));
        await bench.Audit.NoteAsync(Actor.Hub, "next", "hub", "", Token);
        Assert.Equal([(2, "next"), (1, "act-0")], (await new AuditReader(bench.Databases).ListAsync(null, null, 10, Token)).Select(e => (e.Number, e.Act)));
        Assert.Null((await new AuditVerifier(bench.Databases).VerifyAsync(null, Token)).Problem);
    }

    [Fact]
    public async Task The_list_comes_in_pages_newest_first_and_by_target()
    {
        await using var bench = await FilledAsync(12);
        var reader = new AuditReader(bench.Databases);
        var first = await reader.ListAsync(null, null, 5, Token);
        Assert.Equal([12, 11, 10, 9, 8], first.Select(e => e.Number));
        Assert.Equal([7, 6], (await reader.ListAsync(null, first[^1].Number, 2, Token)).Select(e => e.Number));
        Assert.Equal([10, 7, 4, 1], (await reader.ListAsync("board-0", null, 100, Token)).Select(e => e.Number));
    }

    private static async Task<NodeBench> FilledAsync(int entries)
    {
        var bench = await NodeBench.OpenAsync();
        await bench.Archive.ChangeAsync(async db =>
        {
            for (var i = 0; i < entries; i++)
            {
                await bench.Audit.AppendAsync(db, Actor.User("hoa"), $"act-{i}", $"board-{i % 3}", "<b>\u202e\u001b[31m", Token);
                bench.Time.Pass(TimeSpan.FromSeconds(1));
            }
            return true;
        }, Token);
        return bench;
    }

    private static async Task TamperAsync(NodeBench bench, string sql)
    {
        await using var db = await bench.Databases.CreateDbContextAsync(Token);
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER AuditIsNotChanged; DROP TRIGGER AuditIsNotPutIn; DROP TRIGGER AuditIsNotCut", Token);
        await db.Database.ExecuteSqlRawAsync(sql, Token);
    }
}
