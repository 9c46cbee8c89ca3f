using System.Globalization;
using System.Text.Json;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Storage;
using Edge.Hosting.Waiting;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Enrolment.Receipts;

/// <summary>Slips that wait for paper, through restarts: a receipt that could not be printed comes out once the printer can.</summary>
internal sealed partial class SlipStore : IPaperSource
{
    private const int Kept = 500;
    private const string Name = "slip-";

    private readonly StateDatabase _state;
    private readonly Func<Slip, int, Raster> _artist;
    private readonly ILogger<SlipStore> _logger;
    private readonly Signal _changed = new();
    private readonly HashSet<long> _printed = [];

    public SlipStore(StateDatabase state, Func<Slip, int, Raster> artist, ILogger<SlipStore> logger)
    {
        (_state, _artist, _logger) = (state, artist, logger);
        state.With(c => c.Run("CREATE TABLE IF NOT EXISTS slips (number INTEGER PRIMARY KEY AUTOINCREMENT, slip TEXT NOT NULL, printed INTEGER NOT NULL DEFAULT 0)"));
    }

    public Task Changed => _changed.Next;

    /// <summary>Adds one within the caller's transaction; <see cref="Tell"/> follows once that is committed.</summary>
    public static void Add(SqliteConnection c, Slip slip)
    {
        c.Run("INSERT INTO slips (slip) VALUES ($1)", JsonSerializer.Serialize(slip));
        c.Run("DELETE FROM slips WHERE printed = 1 AND number <= (SELECT MAX(number) FROM slips) - $1", Kept);
    }

    /// <summary>There may be something to print.</summary>
    public void Tell() => _changed.Set();

    /// <summary>How many wait for paper.</summary>
    public static int Waiting(SqliteConnection c)
    {
        using var command = c.Prepare("SELECT COUNT(*) FROM slips WHERE printed = 0");
        return (int)(long)command.ExecuteScalar()!;
    }

    public Paper? Next()
    {
        try
        {
            return _state.With(Oldest);
        }
        catch (SqliteException e)
        {
            // Looked for again at the printer's next look.
            LogNotRead(e.Message);
            return null;
        }
    }

    private Paper? Oldest(SqliteConnection c)
    {
        using var command = c.Prepare("SELECT number, slip FROM slips WHERE printed = 0 ORDER BY number");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (number, text) = (row.GetInt64(0), row.GetString(1));
            if (!_printed.Contains(number) && Read(text) is { } slip) return new Paper(string.Create(CultureInfo.InvariantCulture, $"{Name}{number}"), dots => _artist(slip, dots));
        }
        return null;
    }

    public void Printed(Paper paper)
    {
        var number = long.Parse(paper.Id.AsSpan(Name.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        try
        {
            _state.With(c => c.Run("UPDATE slips SET printed = 1 WHERE number = $1", number));
        }
        catch (SqliteException e)
        {
            // In memory at least: the same paper does not come out again and again while the disk takes nothing.
            _state.With(_ => _printed.Add(number));
            LogNotNoted(paper.Id, e.Message);
        }
    }

    // Another version's slip is none of ours.
    private static Slip? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Slip>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Slips that wait for paper could not be read just now: {Reason}")]
    private partial void LogNotRead(string reason);

    [LoggerMessage(LogLevel.Error, "Paper {Paper} is printed, but that could not be written down ({Reason}): after a restart it may come out once more")]
    private partial void LogNotNoted(string paper, string reason);
}
