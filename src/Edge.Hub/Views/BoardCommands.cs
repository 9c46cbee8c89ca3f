using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Fleet;
using Edge.Hub.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views;

/// <summary>What people do to one board from a page or a command; each act is on record with who did it. Locking is <see cref="Revoker"/>'s.</summary>
internal sealed class BoardCommands(NodeRegistry nodes, ArchiveWriter archive, AuditLog audit, HostApplication host, ForcedDisconnect connections, Ingestor ingestor, TimeProvider time)
{
    public const int LongestNote = 1_000;

    /// <summary>Notes that are kept of a board; the oldest goes where there would be more.</summary>
    public const int MostNotes = 200;

    /// <summary>Asks the board to tell everything of itself anew.</summary>
    /// <returns>False where the hub has no connection to the broker just now.</returns>
    /// <exception cref="HubException">No board has that name, or it is locked.</exception>
    public async Task<bool> RebirthAsync(Actor actor, string node, CancellationToken cancellationToken)
    {
        var known = Known(node);
        await audit.NoteAsync(actor, "board-rebirth-asked", node, "", cancellationToken);
        return await host.AskAsync(known.Group, node);
    }

    /// <summary>
    /// Has the board offer all it holds from the beginning: the hub forgets what it remembers of its transfers, and closes its connection. A board that connects
    /// anew offers its whole queue; what was committed of a record does not travel again.
    /// </summary>
    /// <exception cref="HubException">No board has that name, or it is locked.</exception>
    public async Task OfferAgainAsync(Actor actor, string node, CancellationToken cancellationToken)
    {
        Known(node);
        await audit.NoteAsync(actor, "board-offer-again", node, "", cancellationToken);
        ingestor.ForgetSoon();
        await connections.DropConnectionAsync(node, cancellationToken);
    }

    /// <summary>Writes down something for whoever looks at the board next.</summary>
    /// <exception cref="MalformedException">It is empty or too long.</exception>
    /// <exception cref="HubException">No board has that name.</exception>
    public Task NoteAsync(Actor actor, string node, string text, CancellationToken cancellationToken)
    {
        var note = text.Trim();
        if (note.Length is 0 or > LongestNote) throw new MalformedException($"a note has 1 to {LongestNote} characters; this one has {note.Length}");
        if (!nodes.Nodes.ContainsKey(node)) throw Unknown(node);
        return archive.ChangeAsync(async db =>
        {
            var beyond = await db.Set<BoardNote>().Where(n => n.Node == node).OrderByDescending(n => n.Key).Skip(MostNotes - 1).Select(n => n.Key).ToListAsync(cancellationToken);
            if (beyond.Count > 0) await db.Set<BoardNote>().Where(n => beyond.Contains(n.Key)).ExecuteDeleteAsync(cancellationToken);
            db.Add(new BoardNote { Node = node, At = time.GetUtcNow(), Actor = actor.Name, Text = note });
            // What it says is not on the record: it may be of a person.
            await audit.AppendAsync(db, actor, "board-noted", node, $"{note.Length} characters", cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Notes of a board, the newest first.</summary>
    public async Task<IReadOnlyList<BoardNoteView>> NotesAsync(string node, CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        return await db.Set<BoardNote>().AsNoTracking().Where(n => n.Node == node).OrderByDescending(n => n.Key).Take(MostNotes)
            .Select(n => new BoardNoteView(n.At, n.Actor, n.Text)).ToListAsync(cancellationToken);
    }

    private KnownNode Known(string node)
    {
        var known = nodes.Nodes.GetValueOrDefault(node) ?? throw Unknown(node);
        return known.Revoked ? throw new HubException($"board {node} is locked; nothing is said to it") : known;
    }

    private static HubException Unknown(string node) => new($"no board is called {node}");
}

/// <summary>What somebody wrote down of a board.</summary>
public sealed record BoardNoteView(DateTimeOffset At, string Actor, string Text);
