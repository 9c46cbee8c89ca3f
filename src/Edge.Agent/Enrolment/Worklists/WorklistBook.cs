using Edge.Agent.Custody;
using Edge.Agent.Identity.Officers;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hosting.Waiting;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Enrolment.Worklists;

/// <summary>The people of the area who are still missing: open only while an officer is signed in.</summary>
internal sealed partial class WorklistBook(AreaStore store, OfficerDuty duty, WorklistTicks ticks, IBoardClock clock, ILogger<WorklistBook> logger)
{
    private readonly Lock _gate = new();
    private readonly Signal _changed = new();
    private (SignedIn Officer, IReadOnlyList<Worklist> Chain, OpenWorklist? List)? _open;
    private Dictionary<uint, WorklistMarks> _ticked = [];
    private (OpenWorklist List, Dictionary<uint, WorklistMarks> Ticks, AreaFile Area, WorklistSummary Summary)? _counted;

    /// <summary>Null where nobody is signed in, or there is no list, or it has expired.</summary>
    public WorklistSummary? Summary
    {
        get
        {
            lock (_gate)
            {
                if (List() is not { } list || store.Area is not { } area) return null;
                // The page asks with each change of anything; a commune's list is walked once for each change of its own.
                if (_counted is not { } counted || counted.List != list || counted.Ticks != _ticked || counted.Area != area) _counted = counted = (list, _ticked, area, Count(list, area));
                return counted.Summary;
            }
        }
    }

    /// <summary>Completes at the next change after the call: another list, somebody signed in or out, somebody ticked off.</summary>
    public Task Changed => Task.WhenAny(_changed.Next, store.Changed, duty.Changed);

    /// <summary>Those who match, without marks and capitals, by name, number or hamlet; all where the query is empty.</summary>
    /// <param name="query">What the officer typed.</param>
    /// <param name="with">Only those with all of these marks.</param>
    /// <param name="done">Whether those who were ticked off are among them.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<WorklistPerson> Search(string query, WorklistMarks with, bool done, int most)
    {
        var words = OpenWorklist.Plain(query).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        lock (_gate)
        {
            if (List() is not { } list) return [];
            return [.. list.People.Values.Where(p => words.All(list.Text(p.Entry).Contains)).Select(Ticked).Where(p => p.Flags.HasFlag(with) && (done || !p.Done)).Take(most)];
        }
    }

    /// <summary>One person; null where there is none of that entry.</summary>
    public WorklistPerson? Find(uint entry)
    {
        lock (_gate) return List() is { } list && list.People.TryGetValue(entry, out var person) ? Ticked(person) : null;
    }

    /// <summary>The person of a personal number; null where the list has none.</summary>
    public WorklistPerson? FindNumber(string number)
    {
        lock (_gate) return List()?.People.Values.FirstOrDefault(p => p.Number == number) is { } person ? Ticked(person) : null;
    }

    /// <summary>Somebody of the list was enrolled here; durable on return. The service's mark goes, and with the last one the person.</summary>
    public void Tick(uint entry, string service)
    {
        var marks = service switch
        {
            "card" => WorklistMarks.LacksCard,
            "account" => WorklistMarks.LacksAccount,
            "activation" => WorklistMarks.LacksActivation,
            _ => WorklistMarks.None,
        };
        if (marks == WorklistMarks.None) return;
        lock (_gate)
        {
            ticks.Add(entry, marks);
            _ticked = ticks.Read();
        }
        _changed.Set();
    }

    /// <summary>Deletes a list that has expired, also while nobody is signed in: a board in a drawer keeps no names.</summary>
    public void Tend()
    {
        // What was open for somebody who has signed out is not kept until somebody asks.
        lock (_gate) if (duty.Current is null) (_open, _counted) = (null, null);
        if (store.Worklists is [.., var last] && DateTimeOffset.FromUnixTimeMilliseconds(last.ExpiresAtMs) <= clock.Read().WallTime) Expire();
    }

    private WorklistSummary Count(OpenWorklist list, AreaFile area)
    {
        var people = list.People.Values.Select(Ticked).ToList();
        var missing = people.Where(p => !p.Done).ToList();
        return new WorklistSummary(area.Area, list.Version, list.Expires, missing.Count, missing.Count - With(WorklistMarks.Temporary), With(WorklistMarks.Temporary),
            With(WorklistMarks.NeedsRide), With(WorklistMarks.NeedsVisit), people.Count - missing.Count, (int)area.DailyQuota);

        int With(WorklistMarks mark) => missing.Count(p => p.Flags.HasFlag(mark));
    }

    private WorklistPerson Ticked(WorklistPerson person)
    {
        const WorklistMarks lacks = WorklistMarks.LacksCard | WorklistMarks.LacksAccount | WorklistMarks.LacksActivation;
        if (!_ticked.TryGetValue(person.Entry, out var done)) return person;
        var left = person.Flags & ~(done & lacks);
        return person with { Flags = left, Done = (left & lacks) == WorklistMarks.None };
    }

    // Opened once for an officer and a list; what was open for another is forgotten.
    private OpenWorklist? List()
    {
        var (officer, chain) = (duty.Current, store.Worklists);
        if (officer is null || chain.Count == 0)
        {
            (_open, _counted) = (null, null);
            return null;
        }
        if (_open is not { } open || open.Officer != officer || open.Chain != chain) _open = open = (officer, chain, Open(chain, officer));
        if (open.List is null || open.List.Expires > clock.Read().WallTime) return open.List;
        _open = null;
        Expire();
        return null;
    }

    private OpenWorklist? Open(IReadOnlyList<Worklist> chain, SignedIn officer)
    {
        OpenWorklist? list = null;
        try
        {
            list = OpenWorklist.Open(chain, officer);
            _ticked = ticks.Read();
            ticks.Keep([.. list.People.Keys], _ticked.Keys);
            return list;
        }
        catch (SqliteException e)
        {
            // A list without its newest ticks serves better than none.
            LogNoTicks(e.Message);
            return list;
        }
        catch (Exception e) when (e is MalformedException or ObjectDisposedException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // Also where the officer signs out at this moment, and the key is gone.
            LogNotOpened(e.Message);
            return null;
        }
    }

    // A clock nobody has set may be wrong by years: the list stays closed, and is deleted only by a clock that is right.
    private void Expire()
    {
        if (clock.Read().State != ClockState.Synchronised) return;
        LogExpired();
        store.ForgetWorklist();
    }

    [LoggerMessage(LogLevel.Error, "The worklist cannot be opened: {Reason}")]
    private partial void LogNotOpened(string reason);

    [LoggerMessage(LogLevel.Warning, "Who was ticked off the worklist could not be read or tidied up: {Reason}")]
    private partial void LogNoTicks(string reason);

    [LoggerMessage(LogLevel.Information, "The worklist has expired and is deleted; the hub is asked for a new one")]
    private partial void LogExpired();
}

/// <summary>Somebody of the list.</summary>
/// <param name="Entry">The number in the list, stable over its versions.</param>
/// <param name="Number">12 digits; null for one without.</param>
/// <param name="Name">As the list has it.</param>
/// <param name="Birth">dd/MM/yyyy, MM/yyyy or yyyy; empty where it is not known.</param>
/// <param name="Hamlet">Empty where it is not known.</param>
/// <param name="Flags">What is still lacking, among others.</param>
/// <param name="Done">Nothing is lacking any more: enrolled on this board since the list came.</param>
internal sealed record WorklistPerson(uint Entry, string? Number, string Name, string Birth, string Hamlet, WorklistMarks Flags, bool Done);

/// <summary>The list in figures; people, permanent, temporary and needs are of those still missing.</summary>
internal sealed record WorklistSummary(string Area, ulong Version, DateTimeOffset Expires, int People, int Permanent, int Temporary, int NeedRide, int NeedVisit, int Done, int Quota);
