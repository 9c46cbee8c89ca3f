using System.Globalization;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool;

/// <summary>Remembers the first failure after which the disk can no longer be believed. Only a restart, which looks again, clears it.</summary>
internal sealed partial class FailStop(ILogger logger)
{
    private string? _reason;

    public string? Reason => Volatile.Read(ref _reason);

    public void ThrowIfFailed()
    {
        if (Reason is { } reason) throw new SpoolException($"The store has stopped after a failure: {reason}. Restart the agent; it will check what is on the disk.");
    }

    /// <summary>Stops the store, unless the disk was merely full, or the step merely not done. Returns what to throw.</summary>
    public SpoolException Judge(DiskException failure, string what)
    {
        if (failure.IsFull) return new SpoolFullException($"{what}: the disk is full ({failure.Message}); make room, then try again.", failure);
        if (failure.IsPassing) return new SpoolException($"{what}: {failure.Message}; nothing of it was done, try again.", failure);
        Trip($"{what}: {failure.Message}");
        return new SpoolException($"{what}: {failure.Message}. The store has stopped; restart the agent.", failure);
    }

    /// <summary>The same of a step in the board's database.</summary>
    public SpoolException Judge(SqliteException failure, string what)
    {
        if (SqliteFault.IsFull(failure)) return new SpoolFullException($"{what}: the disk is full; make room, then try again.", failure);
        var why = string.Create(CultureInfo.InvariantCulture, $"{what}: {failure.Message} (code {failure.SqliteExtendedErrorCode})");
        if (SqliteFault.IsPassing(failure)) return new SpoolException($"{why}; nothing of it was done, try again.", failure);
        // Whether it is on the disk is not known: a retry might do it twice, and give a number to two. The next start looks.
        Trip(why);
        return new SpoolException($"{why}. The store has stopped; restart the agent.", failure);
    }

    public void Trip(string reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null) LogFailed(reason);
    }

    [LoggerMessage(LogLevel.Critical, "The store has stopped and takes nothing until a restart: {Reason}")]
    private partial void LogFailed(string reason);
}
