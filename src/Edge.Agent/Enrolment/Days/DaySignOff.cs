using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Edge.Agent.Custody;
using Edge.Agent.Enrolment.Steps;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Spool;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Enrolment.Days;

/// <summary>An officer answers for the day's sums: they become a record of their own, under the officer's name.</summary>
internal sealed class DaySignOff(QueueStore queue, Custodian custodian, JournalStore journal, AgentIdentity identity)
{
    public const string Kind = "day";

    private const int Priority = 2;

    /// <summary>The newest day's sums, as the status and the hub are told them.</summary>
    public DaySums Sums => DaySums.Of(queue.Current);

    /// <summary>Durable on return. The same officer and the same sums again are the same record.</summary>
    public CaseAnswer SignOff(SignedIn by)
    {
        var (state, sums) = (queue.Current, Sums);
        if (state.Day is null) return new CaseAnswer("no-day", "no service day was opened yet; there is nothing to sign off");
        if (state.IsOpen) return new CaseAnswer("day-open", $"service day {sums.Day} is open; close it first");
        if (sums.InProgress > 0) return new CaseAnswer("case-open", $"ticket {state.AtDesk!.Number} is still at the desk; end its case first");
        var fields = JsonSerializer.SerializeToUtf8Bytes(new { sums.Day, state.Day.OpenedAt, Officer = by.Id, Sums = sums }, StepKeeper.Json);
        var name = SHA256.HashData([.. Encoding.UTF8.GetBytes($"edge/v1/day/{identity.Node}/{by.Id}/"), .. journal.Chain, .. SHA256.HashData(fields)]);
        try
        {
            var record = custodian.Accept(new Submission { Kind = Kind, Priority = Priority, Id = new Guid(name.AsSpan(0, 16), bigEndian: true), Officer = by.Id, Fields = fields });
            if (!record.AlreadyHeld) journal.Add(new JournalAct(by.Id, JournalSender.SignedOff, sums.Day.ToString(CultureInfo.InvariantCulture)));
            return CaseAnswer.Done;
        }
        catch (SpoolException e)
        {
            return new CaseAnswer(e is SpoolFullException ? "store-full" : "store-failed", e.Message);
        }
        catch (SubmissionException e)
        {
            return new CaseAnswer("store-failed", e.Message);
        }
        catch (SqliteException e)
        {
            return new CaseAnswer("store-failed", $"the day is signed off, and the journal could not take it: {e.Message}");
        }
    }
}
