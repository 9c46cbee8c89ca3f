using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Edge.Agent.Custody;
using Edge.Agent.Spool;
using Edge.Hosting.Waiting;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Journal;

/// <summary>Makes records of the journal, some hundred entries each: when there are enough, when the day is closed, and after an hour at the latest.</summary>
internal sealed partial class JournalSender(JournalStore journal, Custodian custodian, TimeProvider time, ILogger<JournalSender> logger) : BackgroundService
{
    public const string Kind = "journal";

    /// <summary>Acts after which nobody waits for more.</summary>
    public const string DayClosed = "day-closed", SignedOff = "day-signed-off";

    internal const int Batch = 200;
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int Priority = 3;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private long? _waitsSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            var changed = journal.Changed;
            while (Step()) stoppingToken.ThrowIfCancellationRequested();
            await time.WaitAnyAsync(Look, stoppingToken, changed);
        }
    }

    /// <summary>Makes one record where one is due; true where there may be another.</summary>
    internal bool Step()
    {
        try
        {
            var (sent, cut) = journal.Mark();
            if (cut is null && (cut = Due(sent)) is { } last) journal.Cut(last);
            if (cut is null) return false;
            Accept(journal.After(sent, (int)(cut.Value - sent)), sent, "");
            journal.Sent(cut.Value);
            _waitsSince = null;
            return true;
        }
        catch (Exception e) when (e is SpoolException or SqliteException or SubmissionException)
        {
            LogNotMade(e.Message);
            return false;
        }
    }

    private long? Due(long sent)
    {
        var entries = journal.After(sent, Batch);
        if (entries.Count == 0) return null;
        _waitsSince ??= time.GetTimestamp();
        var closing = entries.LastOrDefault(e => e.Act.Act is DayClosed or SignedOff);
        if (entries.Count == Batch || time.GetElapsedTime(_waitsSince.Value) >= Longest) return entries[^1].Sequence;
        return closing?.Sequence;
    }

    private void Accept(IReadOnlyList<JournalEntry> entries, long sent, string again)
    {
        if (entries.Count == 0) return;
        var fields = JsonSerializer.SerializeToUtf8Bytes(new
        {
            chain = Convert.ToHexStringLower(journal.Chain),
            previous = Convert.ToHexStringLower(entries[0].Previous),
            entries = entries.Select(e => new { n = e.Sequence, at = e.At, clock = e.Clock, officer = e.Act.Officer, act = e.Act.Act, reference = e.Act.Reference, digest = Convert.ToHexStringLower(e.Digest) }),
        });
        var name = SHA256.HashData([.. Encoding.ASCII.GetBytes($"edge/v1/journal/{sent + 1}-{entries[^1].Sequence}/{again}"), .. journal.Chain]);
        try
        {
            custodian.Accept(new Submission { Kind = Kind, Priority = Priority, Id = new Guid(name.AsSpan(0, 16), bigEndian: true), Fields = fields });
        }
        catch (SubmissionException e) when (e.Fault == SubmissionFault.Damaged && again.Length == 0)
        {
            // Accepted before the power went, and found damaged since: the entries are here still, and make another record.
            LogMadeAgain(e.Message);
            Accept(entries, sent, "again/");
        }
    }

    [LoggerMessage(LogLevel.Error, "The journal's record is made again: {Reason}")]
    private partial void LogMadeAgain(string reason);

    [LoggerMessage(LogLevel.Warning, "The journal's record could not be made and is tried again: {Reason}")]
    private partial void LogNotMade(string reason);
}
