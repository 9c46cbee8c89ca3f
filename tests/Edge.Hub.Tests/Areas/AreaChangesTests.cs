using Edge.Contracts;
using Edge.Hub.Areas;
using Edge.Hub.Audit;
using Edge.Testing.Time;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Areas;

/// <summary>How areas come to be.</summary>
public sealed class AreaChangesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_areas_key_is_made_before_the_turn_and_once()
    {
        await using var bench = await AreaBench.OpenAsync();
        Task<AreaView>[] both;
        using (await bench.Hub.Archive.TurnAsync(Token))
        {
            both = [.. Enumerable.Range(0, 2).Select(i => Task.Run(() => bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "east", 40 + i, Token), Token))];
            await Until.TrueAsync(() => File.Exists(bench.Hub.Paths.AreaKeyOf("east")), "the key is on the disk while another has the turn");
        }
        await Task.WhenAll(both);
        await using var db = await bench.Hub.Databases.CreateDbContextAsync(Token);
        var row = await db.Set<Area>().SingleAsync(a => a.Name == "east", Token);
        using var key = new AreaKeys(bench.Hub.Paths).Open("east", row.Spki);
    }

    [Fact]
    public async Task There_are_no_more_areas_than_the_country_could_have()
    {
        await using var bench = await AreaBench.OpenAsync();
        await using (var db = await bench.Hub.Databases.CreateDbContextAsync(Token))
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO Areas (Name, Spki, DailyQuota, FileVersion, File, WorklistVersion, NextEntry, AnswersVersion)
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {AreaChanges.Most}) SELECT 'made-' || i, x'00', 0, 0, x'', 0, 1, 0 FROM n
                """, Token);
        }
        var refusal = await Assert.ThrowsAsync<MalformedException>(() => bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "one-more", 40, Token));
        Assert.Contains($"{AreaChanges.Most}", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(bench.Hub.Paths.AreaKeyOf("one-more")));
    }
}
