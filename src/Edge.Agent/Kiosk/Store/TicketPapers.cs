using Edge.Agent.Custody;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Kiosk.Store;

/// <summary>The papers of those who wait or are called. Whoever has left needs none, however long the printer was empty.</summary>
internal sealed partial class TicketPapers(QueueStore book, TicketStore store, KioskSettings settings, string node, IBoardClock clock,
    Func<TicketFace, int, Raster> artist, ILogger<TicketPapers> logger) : IPaperSource
{
    private readonly Lock _gate = new();
    private readonly HashSet<(long Day, int Ordinal)> _printed = [.. book.Printed.Select(o => (book.Current.Day!.Id, o))];
    private readonly ExpectedWait _wait = new(settings.Options.WaitSample);

    public Task Changed => book.Changed;

    public Paper? Next()
    {
        var state = book.Current;
        lock (_gate)
        {
            return state.Tickets.Find(t => t.State is TicketState.Waiting or TicketState.AtDesk && !_printed.Contains((t.Day, t.Ordinal))) is not { } ticket ? null
                : new Paper(Id(ticket), dots => artist(Face(book.Current, ticket), dots));
        }
    }

    public void Printed(Paper paper)
    {
        if (Parse(paper.Id) is not { } key) throw new ArgumentException($"Paper {paper.Id} is no ticket's.", nameof(paper));
        // First in memory: whatever the disk does, the same paper never comes out twice in a row.
        lock (_gate) _printed.Add(key);
        try
        {
            store.Printed(key.Day, key.Ordinal);
        }
        catch (SqliteException e)
        {
            LogNotNoted(paper.Id, e.Message);
        }
    }

    /// <summary>What stands on a ticket, as the queue is now.</summary>
    internal TicketFace Face(QueueState state, Ticket ticket)
    {
        var before = CallOrder.Line(state, settings.Options.PriorityInARow).TakeWhile(t => t.Ordinal != ticket.Ordinal).ToList();
        var waits = ticket.State == TicketState.Waiting && state.Day?.Id == ticket.Day;
        var service = settings.Find(ticket.Service);
        return new TicketFace
        {
            Number = ticket.Number,
            Pictogram = service?.Pictogram ?? ticket.Service,
            Service = service?.Name(ticket.Language) ?? ticket.Service,
            Language = ticket.Language,
            Priority = ticket.Priority,
            People = ticket.People,
            PeopleBefore = waits ? before.Sum(t => t.People) : 0,
            ExpectedWait = waits ? _wait.Behind(state, before, clock.Now()) : null,
            IssuedAt = ticket.IssuedAt,
            Code = TicketCode.Of(node, ticket),
            Place = settings.Place.Length > 0 ? settings.Place : null,
        };
    }

    private static string Id(Ticket ticket) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ticket-{ticket.Day}-{ticket.Ordinal}");

    private static (long Day, int Ordinal)? Parse(string id) =>
        id.Split('-') is ["ticket", var day, var ordinal] && long.TryParse(day, out var d) && int.TryParse(ordinal, out var o) ? (d, o) : null;

    [LoggerMessage(LogLevel.Error, "Paper {Paper} is printed, but that could not be written down ({Reason}): after a restart it may come out once more")]
    private partial void LogNotNoted(string paper, string reason);
}
