using System.Text.Json;
using Edge.Agent.Custody;
using Edge.Agent.Journal;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Enrolment.Cases;

/// <summary>The case in hand as it outlives a power cut: its state in the database, its parts as sealed files, and what is done in the journal.</summary>
internal sealed partial class CaseStore
{
    private static readonly JsonSerializerOptions Whole = new() { RespectNullableAnnotations = true };

    private readonly StateDatabase _state;
    private readonly CaseFolder _folder;
    private readonly JournalStore _journal;
    private readonly IBoardClock _clock;
    private readonly FailStop _failStop;
    private readonly ILogger<CaseStore> _logger;

    public CaseStore(StateDatabase state, CaseFolder folder, JournalStore journal, IBoardClock clock, FailStop failStop, ILogger<CaseStore> logger)
    {
        (_state, _folder, _journal, _clock, _failStop, _logger) = (state, folder, journal, clock, failStop, logger);
        state.With(c => c.Run("CREATE TABLE IF NOT EXISTS enrolment_case (one INTEGER PRIMARY KEY CHECK (one = 1), state TEXT NOT NULL); CREATE TABLE IF NOT EXISTS enrolment_case_aside (state TEXT NOT NULL)"));
    }

    public CaseMoment Now()
    {
        var now = _clock.Read();
        return new CaseMoment(now.WallTime, now.State.ToString().ToLowerInvariant());
    }

    /// <summary>The case that was in hand; null where none was, or where it cannot be understood and was set aside. Files that belong to none are deleted.</summary>
    public CaseState? Load()
    {
        var found = _state.With(c => c.Prepare("SELECT state FROM enrolment_case").ExecuteScalar() as string) is { } state ? Understand(state) : null;
        foreach (var reason in _folder.Sweep(found)) LogLeft(reason);
        return found;
    }

    /// <summary>Makes a case's state durable together with its line in the journal.</summary>
    /// <exception cref="SpoolException">It is not.</exception>
    public CaseState Save(CaseState state, params IReadOnlyList<JournalAct> acts)
    {
        Commit("the case could not be written down", c => c.Run("INSERT INTO enrolment_case VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET state = $1", JsonSerializer.Serialize(state)), acts);
        return state;
    }

    /// <summary>Seals a finished step, then lets the case know it. A consent that was given before it does not count for it.</summary>
    /// <param name="part">Null where there is nothing to seal.</param>
    /// <exception cref="SpoolException">It is not durable; the step is where it was.</exception>
    public CaseState Complete(CaseState state, StepDone done, Record? part)
    {
        _failStop.ThrowIfFailed();
        var sealedPart = part is null ? null : OnDisk($"the part {done.Step} could not be written down", () => _folder.Write(state.Id, done.Step, state.Files + 1, part));
        var after = Save(state with { Files = state.Files + (part is null ? 0 : 1), Done = state.Done.RemoveAll(d => d.Step == done.Step || d.Step == CaseSteps.Consent).Add(done with { Part = sealedPart }) },
            new JournalAct(done.Officer, done.Skipped ? $"{done.Step}-skipped" : $"{done.Step}-done", state.Id.ToString()));
        // What cannot be deleted now is sealed, and the next start tries again.
        _folder.Sweep(after);
        return after;
    }

    /// <summary>A finished step is to be done again: the case forgets it, then its part is deleted.</summary>
    /// <exception cref="SpoolException">It is not durable; the step is as it was.</exception>
    public CaseState Forget(CaseState state, string step, string officer)
    {
        var after = Save(state.Before(step), new JournalAct(officer, $"{step}-redo", state.Id.ToString()));
        // What cannot be deleted now is sealed, and the next start tries again.
        _folder.Sweep(after);
        return after;
    }

    /// <exception cref="StuckCaseException">It cannot be read, or is not what was written.</exception>
    public byte[] Read(CaseState state, SealedPart part)
    {
        try
        {
            var bytes = _folder.Read(state.Id, part);
            return bytes.Length == part.Bytes ? bytes : throw new StuckCaseException($"the part {part.File} of the case has {bytes.Length} bytes; {part.Bytes} were written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StuckCaseException($"the part {part.File} of the case cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Keeps what was sealed of a case that is to end without a record.</summary>
    public void SetAside(CaseState state)
    {
        try
        {
            _folder.SetAside(state.Id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The desk has to go on.
            LogNotKept(state.Id, e.Message);
        }
    }

    /// <summary>The case has ended: its row goes, with what else is to be true then, and its files after it.</summary>
    /// <exception cref="SpoolException">It has not.</exception>
    public void End(Action<SqliteConnection> also, params IReadOnlyList<JournalAct> acts)
    {
        Commit("the end of the case could not be written down", c =>
        {
            c.Run("DELETE FROM enrolment_case");
            also(c);
            return 0;
        }, acts);
        _folder.Sweep(null);
    }

    private CaseState? Understand(string state)
    {
        try
        {
            return JsonSerializer.Deserialize<CaseState>(state, Whole) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            _folder.SetAllAside();
            _state.With(c =>
            {
                using var transaction = c.BeginTransaction();
                c.Run("INSERT INTO enrolment_case_aside SELECT state FROM enrolment_case; DELETE FROM enrolment_case");
                transaction.Commit();
                return 0;
            });
            LogNotUnderstood(e.Message);
            return null;
        }
    }

    private void Commit(string what, Func<SqliteConnection, int> change, IReadOnlyList<JournalAct> acts)
    {
        _failStop.ThrowIfFailed();
        try
        {
            _state.With(c =>
            {
                using var transaction = c.BeginTransaction();
                change(c);
                _journal.Write(c, acts);
                transaction.Commit();
                return 0;
            });
        }
        catch (SqliteException e)
        {
            throw _failStop.Judge(e, what);
        }
    }

    private T OnDisk<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DiskException e)
        {
            throw _failStop.Judge(e, what);
        }
        catch (IOException e)
        {
            throw new SpoolException($"{what}: {e.Message}; nothing of it was done, try again.", e);
        }
    }

    [LoggerMessage(LogLevel.Error, "The case that was in hand cannot be understood ({Reason}); it was set aside in the table enrolment_case_aside, its parts in folders aside-…")]
    private partial void LogNotUnderstood(string reason);

    [LoggerMessage(LogLevel.Warning, "Something of an earlier case could not be deleted, and is left: {Reason}")]
    private partial void LogLeft(string reason);

    [LoggerMessage(LogLevel.Error, "Parts of case {Case} could not be kept: {Reason}")]
    private partial void LogNotKept(Guid @case, string reason);
}
