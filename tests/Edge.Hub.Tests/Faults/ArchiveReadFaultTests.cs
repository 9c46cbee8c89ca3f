using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Edge.Hub.Tests.Crash;
using Edge.Testing.Faults;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Faults;

/// <summary>Descriptors or memory run out, the disk cannot be read, a signal comes, permissions are in the way: at every open and read under the archive. In the long form (EDGEDEV_FAULTS=all) each of them at each call.</summary>
public sealed class ArchiveReadFaultTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_open_or_read_that_fails_costs_a_record_or_ends_the_hub()
    {
        if (!FaultShim.IsLoaded)
        {
            output.WriteLine(await FaultShim.RunAsync(typeof(ArchiveReadFaultTests), nameof(No_open_or_read_that_fails_costs_a_record_or_ends_the_hub), Token));
            return;
        }
        FaultShim.Catch(typeof(LibC).Assembly);
        await using var life = await HubLife.BeginAsync();
        // The first record of an archive meets empty tables and reads more than any after it.
        await CountAsync(life);
        var faults = new FaultRun("hub's archive");
        await faults.RunAsync(() => CountAsync(life), (at, errno, once) => RunAsync(life, at, errno, once));
        FaultShim.Report($"{faults}");
        Assert.True(faults.Wrong.Count == 0, $"{faults}");
        Assert.True(faults.AllHit, $"{faults}");
    }

    private static async Task<IReadOnlyList<string>> CountAsync(HubLife life)
    {
        var wrong = new List<string>();
        await LiveAsync(life, wrong, -1, 0, once: true);
        Assert.Empty(wrong);
        var (calls, _) = FaultShim.End();
        return [.. Enumerable.Range(0, (int)calls).Select(i => FaultShim.Site(i))];
    }

    private static async Task<(bool Hit, IReadOnlyList<string> Wrong)> RunAsync(HubLife life, long at, int errno, bool once)
    {
        var wrong = new List<string>();
        var story = await LiveAsync(life, wrong, at, errno, once);
        var (_, failed) = FaultShim.End();
        // The board says again what was not answered; the hub is the same process.
        await life.OfferAsync(story);
        await life.SayAsync(life.Chunk(story, 0, 0.5));
        await life.SayAsync(life.Chunk(story, 0.5, 1));
        await using var db = await life.Hub.Databases.CreateDbContextAsync(Token);
        var rows = await db.Set<ArchivedRecord>().AsNoTracking().Where(r => r.RecordId == story.Manifest.RecordId).ToListAsync(Token);
        if (story.StoredAt is null || rows is not [{ State: RecordState.Stored } row]) wrong.Add($"the record is not stored ({rows.Count} rows)");
        else if (!await SealedBytes.AreGoodAsync(db, row, Token)) wrong.Add("the record's bytes are not what was sent");
        var stored = await db.Set<ArchivedRecord>().CountAsync(r => r.State == RecordState.Stored, Token);
        if (stored != life.Stories.Count) wrong.Add($"{life.Stories.Count} records were sent, {stored} are stored");
        foreach (var incident in await db.Set<Incident>().AsNoTracking().Where(i => i.Kind == "bad-digest").ToListAsync(Token)) wrong.Add($"bytes were condemned: {incident.Detail}");
        return (failed > 0, wrong);
    }

    // A record comes in two pieces, with a start of the hub between them: files are opened and read anew.
    private static async Task<ArchivedStory> LiveAsync(HubLife life, List<string> wrong, long at, int errno, bool once)
    {
        var story = life.Make(90_000);
        Restart(life);
        FaultShim.Begin(life.Hub.Paths.Data, at, errno, once);
        await TryAsync(() => life.OfferAsync(story), wrong);
        await TryAsync(() => life.SayAsync(life.Chunk(story, 0, 0.5)), wrong);
        Restart(life);
        await TryAsync(() => life.OfferAsync(story), wrong);
        await TryAsync(() => life.SayAsync(life.Chunk(story, 0.5, 1)), wrong);
        return story;
    }

    // With no connection left open.
    private static void Restart(HubLife life)
    {
        HubDbRegistration.ClearPool(life.Hub.Paths.Database);
        life.Restart();
    }

    private static async Task TryAsync(Func<Task> say, List<string> wrong)
    {
        try
        {
            await say();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            wrong.Add($"it would end the hub: {e.GetBaseException().Message}");
        }
    }
}
