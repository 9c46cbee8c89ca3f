using Edge.Agent.Custody;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Sockets;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Telemetry;

/// <summary>How the agent's last run ended: by what systemd noted of it, or else by what that run had written down. One row, written at a start and at a stop.</summary>
internal sealed class RunLedger(StateDatabase state, IBoardClock clock, EndNote note, IServiceProvider services) : IHostedService, IStatusSection
{
    public string Name => "lastRun";

    /// <summary>stopped, power-cut, watchdog, memory or crash; null where there was none, or nobody can tell.</summary>
    public string? LastEnd { get; private set; }

    public object Read() => new { Ended = LastEnd };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var (boot, noted) = (clock.Read().BootId, note.Take());
        try
        {
            LastEnd = state.With(c =>
            {
                c.Run("CREATE TABLE IF NOT EXISTS last_run (one INTEGER PRIMARY KEY CHECK (one = 1), boot_id BLOB NOT NULL, stopped INTEGER NOT NULL)");
                var before = Row(c);
                c.Run("INSERT INTO last_run (one, boot_id, stopped) VALUES (1, $1, 0) ON CONFLICT (one) DO UPDATE SET boot_id = $1, stopped = 0", boot.ToByteArray(bigEndian: true));
                return before is { } row ? EndOf(row.Boot, row.Stopped, boot, noted) : null;
            });
        }
        catch (SqliteException)
        {
            // A full disk has worse to tell, and the store tells it.
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // A worker that failed stops the others in order; that is no stop that anybody wanted.
        if (ExitCode.Of(services.GetServices<IHostedService>()) != ExitCode.Ok) return Task.CompletedTask;
        try
        {
            state.With(c => c.Run("UPDATE last_run SET stopped = 1"));
        }
        catch (SqliteException)
        {
            // As above; it then looks like a crash.
        }
        return Task.CompletedTask;
    }

    /// <param name="then">The boot it ran in.</param>
    /// <param name="stopped">Whether it wrote that it was stopped.</param>
    /// <param name="now">This boot; an empty one cannot be told from others.</param>
    /// <param name="noted">What systemd noted in this boot; null where it noted nothing.</param>
    internal static string? EndOf(Guid then, bool stopped, Guid now, string? noted) => noted switch
    {
        "watchdog" => "watchdog",
        "oom-kill" => "memory",
        null or "success" when stopped => "stopped",
        _ when now == Guid.Empty || then == Guid.Empty => null,
        null when then != now => "power-cut",
        _ => "crash",
    };

    private static (Guid Boot, bool Stopped)? Row(SqliteConnection connection)
    {
        using var command = connection.Prepare("SELECT boot_id, stopped FROM last_run");
        using var reader = command.ExecuteReader();
        return reader.Read() ? (new Guid((byte[])reader.GetValue(0), bigEndian: true), reader.GetInt64(1) != 0) : null;
    }
}
