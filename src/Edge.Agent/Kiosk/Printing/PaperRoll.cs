using Edge.Agent.Devices.Printer;
using Edge.Agent.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>How much of the roll is used, through restarts and power cuts. Where it cannot be written down it is counted all the same.</summary>
internal sealed partial class PaperRoll
{
    private const int DotsOfAMillimetre = EscPos.RowsOfAMillimetre;

    private readonly StateDatabase _database;
    private readonly PrintingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PaperRoll> _logger;
    private readonly Lock _lock = new();
    private RollState _state;

    public PaperRoll(StateDatabase database, IOptions<PrintingOptions> options, TimeProvider time, ILogger<PaperRoll> logger)
    {
        (_database, _options, _time, _logger) = (database, options.Value, time, logger);
        database.With(c => c.Run("CREATE TABLE IF NOT EXISTS paper_roll (one INTEGER PRIMARY KEY CHECK (one = 1), dots INTEGER NOT NULL, since INTEGER, seen INTEGER NOT NULL, opened INTEGER NOT NULL)"));
        _state = database.With(Load) ?? new RollState();
    }

    public RollState State
    {
        get
        {
            lock (_lock) return _state;
        }
    }

    public long UsedMillimetres => State.Dots / DotsOfAMillimetre;

    /// <summary>0 where more was printed than the settings say a roll has.</summary>
    public long LeftMillimetres => Math.Max(0, _options.RollLength - UsedMillimetres);

    /// <summary>By the sensor where the printer has one, by the count in any case.</summary>
    public bool NearEnd => State.Seen != RollEnd.Far || LeftMillimetres <= _options.NearEnd;

    /// <summary>A picture goes to the printer now. Before it does: a crash makes the roll look shorter, never longer.</summary>
    public void Print(Raster picture) => Change(s => s with { Dots = s.Dots + picture.Height + _options.CutFeed * DotsOfAMillimetre });

    /// <summary>What the printer said of itself.</summary>
    public void Saw(PrinterStatus status)
    {
        var before = State;
        Change(s => RollRules.After(s, status, _time.GetUtcNow()));
        if (State.Since != before.Since) LogChanged(before.Dots / DotsOfAMillimetre);
    }

    /// <summary>Somebody says that there is a new roll.</summary>
    public void Replace()
    {
        var used = UsedMillimetres;
        Change(_ => RollRules.New(_time.GetUtcNow()));
        LogChanged(used);
    }

    private void Change(Func<RollState, RollState> change)
    {
        lock (_lock)
        {
            var after = change(_state);
            if (after == _state) return;
            _state = after;
            try
            {
                _database.With(c => c.Run("INSERT OR REPLACE INTO paper_roll VALUES (1, $1, $2, $3, $4)", after.Dots, after.Since?.ToUnixTimeMilliseconds(), (int)after.Seen, after.Opened ? 1 : 0));
            }
            catch (SqliteException e)
            {
                LogNotWritten(e.Message);
            }
        }
    }

    private static RollState? Load(SqliteConnection connection)
    {
        using var command = connection.Prepare("SELECT dots, since, seen, opened FROM paper_roll");
        using var row = command.ExecuteReader();
        return !row.Read() ? null : new RollState
        {
            Dots = row.GetInt64(0),
            Since = row.IsDBNull(1) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
            Seen = (RollEnd)row.GetInt32(2),
            Opened = row.GetInt32(3) != 0,
        };
    }

    [LoggerMessage(LogLevel.Information, "There is a new roll of paper; the last one gave {Millimetres} mm")]
    private partial void LogChanged(long millimetres);

    [LoggerMessage(LogLevel.Warning, "How much paper is used could not be written down: {Reason}; it is counted until the restart")]
    private partial void LogNotWritten(string reason);
}
