using Edge.Agent.Identity.Officers;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Journal;

/// <summary>Signing in and out, in the journal. Where the database takes nothing, people still get in: the desk is told so by its next act.</summary>
internal sealed partial class DutyJournal(JournalStore journal, ILogger<DutyJournal> logger)
{
    public void Saw(string officer, DutyAct act)
    {
        try
        {
            journal.Add(new JournalAct(officer, act switch
            {
                DutyAct.SignedIn => "signed-in",
                DutyAct.SignedOut => "signed-out",
                DutyAct.WrongPin => "wrong-pin",
                _ => "locked-out",
            }));
        }
        catch (SqliteException e)
        {
            LogNotWritten(officer, act, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The journal could not take {Act} of officer {Officer}: {Reason}")]
    private partial void LogNotWritten(string officer, DutyAct act, string reason);
}
