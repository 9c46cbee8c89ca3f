using Edge.Hub.Fleet;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Fleet.History;
using Edge.Hub.Ingest;

namespace Edge.Hub.Views.Fleet;

/// <summary>What rows are made of beside the archive, all of it in memory; and what history learns of them.</summary>
internal sealed class FleetSources(FleetState health, BoardHistory history, HabitBook habits, AlertCounts alerts, IngestStatus ingest)
{
    /// <summary>See <see cref="FleetState.ListensSince"/>.</summary>
    public DateTimeOffset? ListensSince => health.ListensSince;

    /// <summary>A board that speaks now is heard.</summary>
    public bool Listens => ingest.Listens;

    /// <summary>Tells history that the hub listens: what it does not hear meanwhile is the boards' silence.</summary>
    public void NoteListening() => history.Note(BoardHistory.Hub, new BoardSample(true, 0, null, null, null, 0, 0));

    public BoardSigns SignsOf(string node) => health.Read(node, BoardSigns.Of) ?? BoardSigns.None;

    public IReadOnlyList<byte> ContactsOf(string node) => history.Contacts(node);

    /// <summary>Adds what is usual, and when it was heard.</summary>
    public BoardFacts Complete(BoardFacts facts) => facts with
    {
        Usual = habits.Of(facts.Node, facts.Group, facts.LastContact),
        Contacts = history.Contacts(facts.Node),
        Alerts = alerts.Of(facts.Node),
    };

    /// <summary>Tells history how a board is. What was stored is the difference to before; of a board seen for the first time nothing is.</summary>
    public void Note(BoardFacts? before, BoardFacts facts)
    {
        var heard = facts.Signs.Presence == Presence.Online || (before is not null && facts.LastContact > (before.LastContact ?? DateTimeOffset.MinValue));
        var (records, bytes) = before is null ? (0, 0) : (facts.Archive.Stored - before.Archive.Stored, facts.Archive.StoredBytes - before.Archive.StoredBytes);
        if (!heard && records == 0 && bytes == 0) return;
        history.Note(facts.Node, new BoardSample(heard, facts.Backlog, facts.Signs.LinkPercent?.Value, facts.Signs.PowerPercent?.Value, facts.Signs.Temperature?.Value, Math.Max(0, records), Math.Max(0, bytes)));
    }
}
