using System.Globalization;
using System.Text.Json;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Storage;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Kiosk.Store;

/// <summary>Days, tickets and the desk in the board's database: every step is one durable transaction.</summary>
internal sealed class TicketStore
{
    private const int KeptRequests = 2000;

    // What older boards' tables have not.
    private static readonly (string Table, string Column, string Type)[] Added =
    [
        ("tickets", "desk", "INTEGER"), ("tickets", "for_desk", "INTEGER"), ("tickets", "passed_on", "INTEGER NOT NULL DEFAULT 0"), ("tickets", "waited_ms", "INTEGER"),
        ("tickets", "people", "INTEGER NOT NULL DEFAULT 1"), ("tickets", "ended_done", "INTEGER NOT NULL DEFAULT 0"), ("tickets", "ended_unable", "INTEGER NOT NULL DEFAULT 0"), ("tickets", "ended_cancelled", "INTEGER NOT NULL DEFAULT 0"),
    ];

    private readonly StateDatabase _state;
    private readonly JournalStore _journal;
    private readonly int _keepDays;

    public TicketStore(StateDatabase state, JournalStore journal, int keepDays)
    {
        (_state, _journal, _keepDays) = (state, journal, keepDays);
        state.With(c => c.Run("""
            CREATE TABLE IF NOT EXISTS kiosk_days (id INTEGER PRIMARY KEY, open INTEGER NOT NULL, opened_at TEXT);
            CREATE TABLE IF NOT EXISTS kiosk_pause (day INTEGER PRIMARY KEY);
            CREATE TABLE IF NOT EXISTS kiosk_desk (one INTEGER PRIMARY KEY CHECK (one = 1), priority_run INTEGER NOT NULL, undo TEXT);
            CREATE TABLE IF NOT EXISTS kiosk_requests (at INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, wish TEXT NOT NULL, kind INTEGER NOT NULL, number TEXT);
            CREATE TABLE IF NOT EXISTS tickets (
                day INTEGER NOT NULL, ordinal INTEGER NOT NULL, number TEXT NOT NULL, service TEXT NOT NULL, language TEXT NOT NULL, priority INTEGER NOT NULL,
                mark TEXT NOT NULL, issued_at TEXT, state INTEGER NOT NULL, recalls INTEGER NOT NULL, reason TEXT,
                called_boot BLOB, called_ms INTEGER, took_ms INTEGER, printed INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (day, ordinal), UNIQUE (day, number)) WITHOUT ROWID;
            """));
        foreach (var (table, column, type) in Added) state.With(c => c.Has(table, column) ? 0 : c.Run($"ALTER TABLE {table} ADD COLUMN {column} {type}"));
    }

    /// <summary>The queue as the last committed step left it, and which of its tickets are on paper.</summary>
    public (QueueState State, HashSet<int> Printed) Load() => _state.With(c =>
    {
        if (Day(c, "ORDER BY id DESC LIMIT 1") is not { } newest) return (QueueState.Empty, []);
        var (state, printed) = Read(c, newest);
        using var desk = c.Prepare("SELECT priority_run, undo FROM kiosk_desk");
        using var found = desk.ExecuteReader();
        return found.Read() ? (state with { PriorityRun = found.GetInt32(0), Undo = found.IsDBNull(1) ? null : ReadUndo(found.GetString(1)) }, printed) : (state, printed);
    });

    /// <summary>A day that is kept, for its sums; null where it is not.</summary>
    public QueueState? Find(long day) => _state.With(c => Day(c, "WHERE id = $1", day) is { } kept ? Read(c, kept).State : null);

    private static (QueueState State, HashSet<int> Printed) Read(SqliteConnection c, ServiceDay day)
    {
        var state = QueueState.Empty with { Day = day };
        var printed = new HashSet<int>();
        using (var command = c.Prepare($"SELECT {TicketRow.Columns}, printed FROM tickets WHERE day = $1 ORDER BY ordinal", day.Id))
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                var ticket = TicketRow.Read(row);
                state = state.With(ticket);
                if (row.GetBoolean(TicketRow.Count)) printed.Add(ticket.Ordinal);
            }
        }
        return (state, printed);
    }

    /// <summary>Makes a step durable; on return it is.</summary>
    /// <exception cref="SqliteException">It is not; the queue is what it was.</exception>
    public void Commit(Step step, DoneRequest? request, string by) => _state.With(c =>
    {
        using var transaction = c.BeginTransaction();
        var (state, day) = (step.State, step.State.Day!);
        if (step.Kind == StepKind.DayOpened) BeginDay(c, day);
        else c.Run("UPDATE kiosk_days SET open = $2 WHERE id = $1 AND open <> $2", day.Id, day.Open ? 1 : 0);
        c.Run(day.Paused ? "INSERT OR IGNORE INTO kiosk_pause (day) VALUES ($1)" : "DELETE FROM kiosk_pause WHERE day <= $1", day.Id);
        foreach (var ticket in step.Changed) TicketRow.Write(c, ticket, isNew: step.Kind == StepKind.Given);
        c.Run("INSERT INTO kiosk_desk (one, priority_run, undo) VALUES (1, $1, $2) ON CONFLICT (one) DO UPDATE SET priority_run = $1, undo = $2", state.PriorityRun,
            state.Undo is null ? null : JsonSerializer.Serialize(state.Undo));
        if (request is not null)
        {
            c.Run("INSERT INTO kiosk_requests (id, wish, kind, number) VALUES ($1, $2, $3, $4)", Id(request.Id), request.Wish, (int)request.Kind, request.Number);
            c.Run("DELETE FROM kiosk_requests WHERE at <= (SELECT MAX(at) FROM kiosk_requests) - $1", KeptRequests);
        }
        _journal.Write(c, new JournalAct(by, Word(step.Kind), step.Ticket is { } about ? string.Create(CultureInfo.InvariantCulture, $"{about.Day}/{about.Number}") : string.Create(CultureInfo.InvariantCulture, $"{day.Id}")));
        transaction.Commit();
        return 0;
    });

    /// <summary>What became of a wish that was done before; null where none of that name was.</summary>
    public DoneRequest? Find(Guid id) => _state.With(c =>
    {
        using var command = c.Prepare("SELECT wish, kind, number FROM kiosk_requests WHERE id = $1", Id(id));
        using var row = command.ExecuteReader();
        return row.Read() ? new DoneRequest(id, row.GetString(0), (StepKind)row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2)) : null;
    });

    /// <summary>The ticket is on paper; durable on return, safe to repeat.</summary>
    public void Printed(long day, int ordinal) => _state.With(c => c.Run("UPDATE tickets SET printed = 1 WHERE day = $1 AND ordinal = $2", day, ordinal));

    private void BeginDay(SqliteConnection c, ServiceDay day)
    {
        // On the same date the day goes on.
        c.Run("INSERT INTO kiosk_days (id, open, opened_at) VALUES ($1, 1, $2) ON CONFLICT (id) DO UPDATE SET open = 1", day.Id, TicketRow.Text(day.OpenedAt));
        c.Run("DELETE FROM tickets WHERE day <= $1", day.Id - _keepDays);
        c.Run("DELETE FROM kiosk_days WHERE id <= $1", day.Id - _keepDays);
    }

    private static ServiceDay? Day(SqliteConnection c, string which, params object[] values)
    {
        using var command = c.Prepare($"SELECT id, open, opened_at, EXISTS (SELECT 1 FROM kiosk_pause WHERE day = id) FROM kiosk_days {which}", values);
        using var row = command.ExecuteReader();
        return row.Read() ? new ServiceDay(row.GetInt64(0), row.GetBoolean(1), TicketRow.Time(row, 2), row.GetBoolean(3)) : null;
    }

    // Another version's undo is none of ours: the step then simply stands.
    private static Undo? ReadUndo(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Undo>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Word(StepKind kind) => kind switch
    {
        StepKind.DayOpened => "day-opened",
        StepKind.DayClosed => JournalSender.DayClosed,
        StepKind.NoShow => "no-show",
        StepKind.PassedOn => "passed-on",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static byte[] Id(Guid id) => id.ToByteArray(bigEndian: true);
}
