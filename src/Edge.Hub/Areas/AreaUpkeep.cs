using System.Collections.Immutable;
using Edge.Contracts;
using Edge.Hosting.Waiting;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Boards;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas;

/// <summary>Keeps what areas have on offer true while nobody gives a command: boards come, go and get new keys, and answers grow old.</summary>
internal sealed partial class AreaUpkeep(AreaChanges changes, AnswerList answers, NodeRegistry nodes, AheadBoards ahead, TimeProvider time, ILogger<AreaUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Together = TimeSpan.FromSeconds(2);

    private readonly Signal _changed = new();
    private ImmutableHashSet<string> _noted = [];

    /// <summary>Makes each area's file anew where it would say something else, and takes out answers that have become too old.</summary>
    /// <returns>False where it could not be done for one of them; the others are done all the same.</returns>
    public Task<bool> RefreshAsync(CancellationToken cancellationToken) => RefreshAsync(_ => true, cancellationToken);

    private async Task<bool> RefreshAsync(Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        var all = true;
        var areas = await changes.ReadAsync(db => db.Set<Area>().Select(a => a.Name).Union(db.Set<OfficerArea>().Select(a => a.Area)).ToListAsync(cancellationToken), cancellationToken);
        foreach (var area in areas.Where(wanted)) all &= await TriedAsync(area, () => changes.ChangeAsync([area], (db, rows) => answers.TrimAsync(db, rows[0], cancellationToken), cancellationToken));
        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        nodes.Changed += Note;
        ahead.Noted += Note;
        try
        {
            // All areas at the start, once a day, and soon after a failure; between these the ones that changed.
            var (wait, since) = (TimeSpan.Zero, time.GetTimestamp());
            while (true)
            {
                var next = _changed.Next;
                var noted = Interlocked.Exchange(ref _noted, []);
                var all = time.GetElapsedTime(since) >= wait;
                var done = await TriedAsync("all", () => RefreshAsync(area => all || noted.Contains(area), stoppingToken));
                if (all || !done) (wait, since) = (done ? Daily : AfterFailure, time.GetTimestamp());
                await WaitAsync(next, wait - time.GetElapsedTime(since), stoppingToken);
            }
        }
        finally
        {
            nodes.Changed -= Note;
            ahead.Noted -= Note;
        }
    }

    private async Task WaitAsync(Task next, TimeSpan most, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(most > TimeSpan.Zero ? most : TimeSpan.Zero, time, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        // Many boards are enrolled at once: one new file tells of all of them.
        if (next.IsCompleted) await Task.Delay(Together, time, cancellationToken);
    }

    private void Note(string area)
    {
        ImmutableInterlocked.Update(ref _noted, n => n.Add(area));
        _changed.Set();
    }

    private async Task<bool> TriedAsync<T>(string area, Func<Task<T>> work)
    {
        try
        {
            return await work() is not false;
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException or MalformedException or HubException or IOException or UnauthorizedAccessException or InvalidProtocolBufferException)
        {
            LogNotRefreshed(area, AfterFailure, e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What area {Area} tells its boards could not be brought up to date; boards have the last, and it is tried again in {Wait}")]
    private partial void LogNotRefreshed(string area, TimeSpan wait, Exception exception);
}
