using Edge.Hub.Archive;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Fleet.History;

/// <summary>When each board was heard and how it was, by the hour. Today is in memory, and written every few minutes: losing some minutes of it costs nothing.</summary>
internal sealed class BoardHistory(ArchiveWriter archive, IOptions<FleetOptions> options, TimeProvider time)
{
    /// <summary>Whose contacts are the times in which the hub itself listened: no board has that name.</summary>
    public const string Hub = "";

    // What one turn writes or deletes.
    private const int Page = 500;

    private const string Upsert = """
        INSERT INTO "BoardDays" ("Node", "Day", "Contacts", "Hours") VALUES ($node, $day, $contacts, $hours)
        ON CONFLICT ("Node", "Day") DO UPDATE SET "Contacts" = excluded."Contacts", "Hours" = excluded."Hours"
        """;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DayLog> _today = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContactHours> _hours = new(StringComparer.Ordinal);
    private readonly List<(string Node, DayLog Log)> _ended = [];
    private readonly TimeSpan _offset = options.Value.LocalOffset;

    /// <summary>The local day of this moment.</summary>
    public int Today => DayOf(time.GetUtcNow());

    /// <summary>Reads today, and the contacts of the last week.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        var today = Today;
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using (var read = db.Database.GetDbConnection().CreateCommand())
        {
            read.CommandText = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""SELECT "Node", "Day", "Contacts" FROM "BoardDays" WHERE "Day" > {today - 8}""");
            await using var row = await read.ExecuteReaderAsync(cancellationToken);
            lock (_gate)
            {
                while (row.Read()) NoteHours(HoursOf(row.GetString(0)), row.GetInt32(1), row.GetFieldValue<byte[]>(2));
            }
        }
        foreach (var row in await db.Set<BoardDay>().AsNoTracking().Where(d => d.Day == today).ToListAsync(cancellationToken))
        {
            lock (_gate) _today[row.Node] = DayLog.Of(row);
        }
    }

    /// <summary>Notes how a board is now. Returns at once.</summary>
    public void Note(string node, BoardSample sample)
    {
        var local = time.GetUtcNow().ToOffset(_offset);
        var day = DayOf(local);
        lock (_gate)
        {
            if (!_today.TryGetValue(node, out var log) || log.Day != day)
            {
                if (log is { Unwritten: true }) _ended.Add((node, log));
                // A clock that was set back comes again into a day that may not be written yet.
                var before = _ended.FindIndex(e => e.Node == node && e.Log.Day == day);
                log = before < 0 ? new DayLog(day) : _ended[before].Log;
                if (before >= 0) _ended.RemoveAt(before);
                _today[node] = log;
            }
            log.Note(local.TimeOfDay, sample);
            if (sample.Heard) HoursOf(node).Note(day * 24L + local.Hour);
        }
    }

    /// <summary>See <see cref="ContactHours.At"/>.</summary>
    public IReadOnlyList<byte> Contacts(string node)
    {
        var local = time.GetUtcNow().ToOffset(_offset);
        lock (_gate) return HoursOf(node).At(DayOf(local) * 24L + local.Hour);
    }

    /// <summary>A board's past, of whole local days.</summary>
    public async Task<BoardPast> ReadAsync(string node, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        return await ReadAsync(db, node, DayOf(from), DayOf(to), cancellationToken);
    }

    internal async Task<BoardPast> ReadAsync(HubDb db, string node, int first, int last, CancellationToken cancellationToken)
    {
        var rows = await db.Set<BoardDay>().AsNoTracking().Where(d => d.Node == node && d.Day >= first && d.Day <= last).ToListAsync(cancellationToken);
        lock (_gate)
        {
            var newer = _ended.Where(e => e.Node == node).Select(e => e.Log).ToList();
            if (_today.TryGetValue(node, out var log)) newer.Add(log);
            foreach (var memory in newer.Where(l => l.Day >= first && l.Day <= last))
            {
                var written = rows.Find(r => r.Day == memory.Day);
                if (written is not null) rows.Remove(written);
                var row = memory.Row(node);
                if (!memory.HasEarlier && written is not null)
                {
                    var both = DayLog.Of(row);
                    both.PutUnder(written);
                    row = both.Row(node);
                }
                rows.Add(row);
            }
        }
        return PastDays.Of(rows, _offset);
    }

    /// <summary>Writes what has changed, in pages. What cannot be written is kept and tried again.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<(string Node, DayLog Log)> due;
        lock (_gate) due = [.. _ended, .. _today.Where(d => d.Value.Unwritten).Select(d => (d.Key, d.Value))];
        foreach (var page in due.Chunk(Page))
        {
            List<BoardDay> rows = [];
            await PutUnderAsync(page, cancellationToken);
            lock (_gate)
            {
                foreach (var (node, log) in page)
                {
                    rows.Add(log.Row(node));
                    log.Unwritten = false;
                }
            }
            try
            {
                await PutAsync(rows, cancellationToken);
            }
            catch
            {
                lock (_gate) foreach (var (_, log) in page) log.Unwritten = true;
                throw;
            }
            lock (_gate) _ended.RemoveAll(e => !e.Log.Unwritten);
        }
    }

    // Once for each board and day, before the first time it is written.
    private async Task PutUnderAsync(IReadOnlyCollection<(string Node, DayLog Log)> page, CancellationToken cancellationToken)
    {
        foreach (var day in page.Where(p => !p.Log.HasEarlier).ToLookup(p => p.Log.Day))
        {
            var nodes = day.Select(p => p.Node).ToList();
            await using var db = await archive.OpenAsync(cancellationToken);
            var written = await db.Set<BoardDay>().AsNoTracking().Where(d => d.Day == day.Key && nodes.Contains(d.Node)).ToDictionaryAsync(d => d.Node, cancellationToken);
            lock (_gate) foreach (var (node, log) in day) log.PutUnder(written.GetValueOrDefault(node));
        }
    }

    /// <summary>Deletes one page of days that are older than is kept.</summary>
    /// <returns>False once there is none left.</returns>
    public async Task<bool> DeleteOldAsync(CancellationToken cancellationToken)
    {
        var oldest = Today - options.Value.HistoryDays;
        var deleted = await archive.ChangeAsync(db => db.Database.ExecuteSqlAsync(
            $"""DELETE FROM "BoardDays" WHERE rowid IN (SELECT rowid FROM "BoardDays" WHERE "Day" < {oldest} LIMIT {Page})""", cancellationToken), cancellationToken);
        return deleted == Page;
    }

    private Task<bool> PutAsync(List<BoardDay> rows, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        await using var put = db.Command(Upsert);
        var (node, day, contacts, hours) = (put.Parameters.Add("$node", SqliteType.Text), put.Parameters.Add("$day", SqliteType.Integer), put.Parameters.Add("$contacts", SqliteType.Blob), put.Parameters.Add("$hours", SqliteType.Blob));
        foreach (var row in rows)
        {
            (node.Value, day.Value, contacts.Value, hours.Value) = (row.Node, row.Day, row.Contacts, row.Hours);
            await put.ExecuteNonQueryAsync(cancellationToken);
        }
        return true;
    }, cancellationToken);

    private static void NoteHours(ContactHours hours, int day, byte[] contacts)
    {
        // Twelve bits an hour, three bytes two hours.
        for (var pair = 0; pair * 3 + 2 < contacts.Length; pair++)
        {
            var (low, middle, high) = (contacts[pair * 3], contacts[pair * 3 + 1], contacts[pair * 3 + 2]);
            if (low != 0 || (middle & 0x0f) != 0) hours.Note(day * 24L + pair * 2);
            if (high != 0 || (middle & 0xf0) != 0) hours.Note(day * 24L + pair * 2 + 1);
        }
    }

    private ContactHours HoursOf(string node)
    {
        if (_hours.TryGetValue(node, out var hours)) return hours;
        var local = time.GetUtcNow().ToOffset(_offset);
        return _hours[node] = new ContactHours(DayOf(local) * 24L + local.Hour);
    }

    private int DayOf(DateTimeOffset at) => (int)(at.ToOffset(_offset).Date - DateTime.UnixEpoch).TotalDays;
}
