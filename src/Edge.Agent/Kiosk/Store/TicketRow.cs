using System.Globalization;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Storage;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Kiosk.Store;

/// <summary>A ticket as a row.</summary>
internal static class TicketRow
{
    public const string Columns = "day, ordinal, number, service, language, priority, mark, issued_at, state, recalls, reason, called_boot, called_ms, took_ms, desk, for_desk, passed_on, waited_ms, people, ended_done, ended_unable, ended_cancelled";
    public const int Count = 22;

    // A new ticket is inserted and nothing else: a number that is there already must fail here and never be written over.
    private const string Insert = $"INSERT INTO tickets ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
    private const string Update = "UPDATE tickets SET priority = $3, state = $4, recalls = $5, reason = $6, called_boot = $7, called_ms = $8, took_ms = $9, service = $10, desk = $11, for_desk = $12, passed_on = $13, waited_ms = $14, people = $15, ended_done = $16, ended_unable = $17, ended_cancelled = $18 WHERE day = $1 AND ordinal = $2";

    public static void Write(SqliteConnection c, Ticket t, bool isNew)
    {
        var (boot, ms, took, waited) = (t.CalledAt?.Boot.ToByteArray(bigEndian: true), (long?)t.CalledAt?.Milliseconds, (long?)t.Took?.TotalMilliseconds, (long?)t.Waited?.TotalMilliseconds);
        var rows = isNew
            ? c.Run(Insert, t.Day, t.Ordinal, t.Number, t.Service, t.Language, t.Priority ? 1 : 0, t.Mark, Text(t.IssuedAt), (int)t.State, t.Recalls, t.Reason, boot, ms, took, t.Desk, t.ForDesk, t.PassedOn, waited, t.People, t.Ended.Done, t.Ended.Unable, t.Ended.Cancelled)
            : c.Run(Update, t.Day, t.Ordinal, t.Priority ? 1 : 0, (int)t.State, t.Recalls, t.Reason, boot, ms, took, t.Service, t.Desk, t.ForDesk, t.PassedOn, waited, t.People, t.Ended.Done, t.Ended.Unable, t.Ended.Cancelled);
        if (rows != 1) throw new InvalidOperationException($"Ticket {t.Number} of service day {t.Day} is not in the database any more; restart the agent.");
    }

    public static Ticket Read(SqliteDataReader row) => new()
    {
        Day = row.GetInt64(0),
        Ordinal = row.GetInt32(1),
        Number = row.GetString(2),
        Service = row.GetString(3),
        Language = row.GetString(4),
        Priority = row.GetBoolean(5),
        Mark = row.GetString(6),
        IssuedAt = Time(row, 7),
        State = (TicketState)row.GetInt32(8),
        Recalls = row.GetInt32(9),
        Reason = row.IsDBNull(10) ? null : row.GetString(10),
        CalledAt = row.IsDBNull(11) ? null : new Moment(new Guid(row.GetFieldValue<byte[]>(11), bigEndian: true), (ulong)row.GetInt64(12)),
        Took = Span(row, 13),
        Desk = row.IsDBNull(14) ? null : row.GetInt32(14),
        ForDesk = row.IsDBNull(15) ? null : row.GetInt32(15),
        PassedOn = row.GetInt32(16),
        Waited = Span(row, 17),
        People = row.GetInt32(18),
        Ended = new Ended(row.GetInt32(19), row.GetInt32(20), row.GetInt32(21)),
    };

    private static TimeSpan? Span(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : TimeSpan.FromMilliseconds(row.GetInt64(column));

    public static string? Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture);
}
