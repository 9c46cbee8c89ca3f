using System.Collections.Concurrent;
using System.Text.Json;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Fleet.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Fleet.Habit;

/// <summary>What is usual for each board, by its own habit or else by its group's. Learned anew once a day, some boards at a time.</summary>
internal sealed class HabitBook(BoardHistory history, NodeRegistry nodes, ArchiveWriter archive, IOptions<FleetOptions> options)
{
    private readonly HabitRules _rules = new(options.Value);
    private readonly ConcurrentDictionary<string, (int Day, Rhythm? Rhythm)> _boards = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<string, Rhythm> _groups = new Dictionary<string, Rhythm>();

    /// <summary>What is usual after that contact; null where neither the board nor its group is known well enough.</summary>
    public UsualGap? Of(string node, string group, DateTimeOffset? lastContact)
    {
        if (lastContact is not { } last) return null;
        var rhythm = _boards.GetValueOrDefault(node).Rhythm ?? _groups.GetValueOrDefault(group);
        return rhythm?.After(last.ToOffset(options.Value.LocalOffset));
    }

    /// <summary>Reads what was learned before.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        await foreach (var row in db.Set<LearnedHabit>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken)) _boards[row.Node] = (row.Day, row.Rhythm.Length == 0 ? null : JsonSerializer.Deserialize<Rhythm>(row.Rhythm));
        LearnGroups();
    }

    /// <summary>Learns some boards of which nothing was learned today.</summary>
    /// <returns>False where there was none left.</returns>
    public async Task<bool> LearnAsync(int most, CancellationToken cancellationToken)
    {
        var today = history.Today;
        var due = nodes.Nodes.Keys.Where(n => !_boards.TryGetValue(n, out var known) || known.Day != today).Take(most).ToList();
        if (due.Count == 0) return false;
        var (learned, now) = (new List<LearnedHabit>(), PastDays.Start(today, options.Value.LocalOffset));
        await using (var db = await archive.OpenAsync(cancellationToken))
        {
            var listened = (await history.ReadAsync(db, BoardHistory.Hub, today - HabitRules.Days, today - 1, cancellationToken)).Windows;
            foreach (var node in due)
            {
                var past = await history.ReadAsync(db, node, today - HabitRules.Days, today - 1, cancellationToken);
                var rhythm = _rules.Learn(past.Windows, now, listened);
                learned.Add(new LearnedHabit { Node = node, Day = today, Rhythm = rhythm is null ? "" : JsonSerializer.Serialize(rhythm) });
                _boards[node] = (today, rhythm);
            }
        }
        LearnGroups();
        await archive.ChangeAsync(async db =>
        {
            var known = (await db.Set<LearnedHabit>().Where(h => due.Contains(h.Node)).Select(h => h.Node).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
            foreach (var row in learned) db.Entry(row).State = known.Contains(row.Node) ? EntityState.Modified : EntityState.Added;
            return true;
        }, cancellationToken);
        foreach (var node in due) archive.Changed.Touch(node, ChangedOf.Habit);
        return true;
    }

    private void LearnGroups()
    {
        var groups = new Dictionary<string, Rhythm>(StringComparer.Ordinal);
        foreach (var group in nodes.Nodes.Values.GroupBy(n => n.Group, StringComparer.Ordinal))
        {
            if (HabitRules.OfGroup(group.Select(n => _boards.GetValueOrDefault(n.Name).Rhythm).OfType<Rhythm>()) is { } rhythm) groups[group.Key] = rhythm;
        }
        _groups = groups;
    }
}
