using Edge.Contracts.Shown;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Objects;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Releases;

/// <summary>Releases as they are shown: what is here, what each board runs and is offered, and how far it has got by its own word.</summary>
internal sealed class ReleaseViews(IDbContextFactory<HubDb> databases, NodeRegistry nodes, ObjectCatalog catalog, ReleaseFolder folder)
{
    /// <summary>Most boards that are listed by name; all are counted.</summary>
    public const int MostListed = 500;

    /// <param name="version">Boards that are offered this one; null for all.</param>
    /// <param name="all">Boards that run what they are offered, or are offered nothing, are listed, too.</param>
    public async Task<ReleaseList> ListAsync(string? version, bool all, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var files = await db.Set<AddedRelease>().AsNoTracking().OrderBy(r => r.Number).ThenBy(r => r.Architecture).ThenBy(r => r.BaseNumber).ToListAsync(cancellationToken);
        var contacts = await db.Set<BoardContact>().AsNoTracking().ToDictionaryAsync(c => c.Node, StringComparer.Ordinal, cancellationToken);
        var boards = nodes.Nodes.Values.Where(n => !n.Revoked).OrderBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => new ReleaseBoard(n.Name, n.Group, PlainText.Of(contacts.GetValueOrDefault(n.Name)?.Version ?? ""), BoardRelease.Of(catalog.Releases, n.Name, contacts.GetValueOrDefault(n.Name)), contacts.GetValueOrDefault(n.Name)?.HeardAt)).ToList();
        return new ReleaseList(
            [.. files.Select(r => AddedReleaseView.Of(r, folder.Has(r.Digest, r.Size)))],
            boards.CountBy(b => b.Runs).Where(r => r.Key.Length > 0).ToDictionary(StringComparer.Ordinal),
            boards.Where(b => b.Offered is not null).GroupBy(b => b.Offered!.Version, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyDictionary<ReleaseState, int>)g.CountBy(b => b.Offered!.State).ToDictionary(), StringComparer.Ordinal),
            [.. boards.Where(b => (version is null || b.Offered?.Version == version) && (all || b.Offered is { State: not ReleaseState.Runs })).Take(MostListed)]);
    }
}

/// <summary>How far a board has got with what it is offered, by its own word.</summary>
public enum ReleaseState
{
    /// <summary>It was not heard since, or has begun nothing yet.</summary>
    Waiting = 0,

    /// <summary>A part of it is there.</summary>
    Pulling = 1,

    /// <summary>It is there whole, was checked, and is installed when nobody is at the desk.</summary>
    Staged = 2,

    /// <summary>It runs, or a later one does.</summary>
    Runs = 3,

    /// <summary>The board would not take it, or took it back.</summary>
    Refused = 4,

    /// <summary>The board does not pull it now, and says why.</summary>
    Held = 5,

    /// <summary>No file of that version is for its processor and for what it runs.</summary>
    NoFile = 6,

    /// <summary>Its program says nothing of releases: it is too old to pull one.</summary>
    Unable = 7,
}

/// <summary>What a board is offered.</summary>
/// <param name="Percent">How much of it is there; of one that is being pulled.</param>
/// <param name="Why">In the board's words; empty where it said nothing.</param>
public sealed record BoardRelease(string Version, ReleaseState State, int Percent, string Why)
{
    /// <summary>Null where it is offered nothing.</summary>
    internal static BoardRelease? Of(ReleaseShelf shelf, string node, BoardContact? contact)
    {
        if (shelf.OfferedTo(node) is not { } version) return null;
        if (contact?.HeardAt is null) return new BoardRelease(version, ReleaseState.Waiting, 0, "");
        if (contact.ReleaseArchitecture.Length == 0) return new BoardRelease(version, ReleaseState.Unable, 0, "");
        var told = new ToldRelease(contact.ReleaseArchitecture, (ulong)contact.ReleaseNumber, (ulong)contact.ReleaseRefused, PlainText.Of(contact.ReleaseWhy), (ulong)contact.ReleaseArrived);
        if (shelf.Best(version, told) is not { } best)
        {
            return new BoardRelease(version, shelf.Releases.Any(r => r.Version == version && r.Number <= told.Number) ? ReleaseState.Runs : ReleaseState.NoFile, 0, "");
        }
        var state = told.Number >= best.Number ? ReleaseState.Runs : told.Refused == best.Number ? ReleaseState.Refused
            : told.Arrived >= (ulong)best.Size ? ReleaseState.Staged : told.Why.Length > 0 && told.Refused == 0 ? ReleaseState.Held : told.Arrived > 0 ? ReleaseState.Pulling : ReleaseState.Waiting;
        return new BoardRelease(version, state, state == ReleaseState.Pulling ? (int)(told.Arrived * 100 / (ulong)best.Size) : 0, state is ReleaseState.Refused or ReleaseState.Held ? told.Why : "");
    }
}

/// <summary>Releases and boards.</summary>
/// <param name="Runs">How many boards run which version.</param>
/// <param name="Offered">By version, how many boards are how far.</param>
/// <param name="Listed">Those that do not run what they are offered, as far as they are listed.</param>
internal sealed record ReleaseList(IReadOnlyList<AddedReleaseView> Releases, IReadOnlyDictionary<string, int> Runs, IReadOnlyDictionary<string, IReadOnlyDictionary<ReleaseState, int>> Offered, IReadOnlyList<ReleaseBoard> Listed);

/// <summary>A release file.</summary>
/// <param name="BaseNumber">The release whose files it is short of; 0 for a whole one.</param>
/// <param name="Here">False where its file is gone: add it again.</param>
internal sealed record AddedReleaseView(string Version, long Number, string Architecture, long BaseNumber, long Size, string Digest, DateTimeOffset AddedAt, string AddedBy, bool Here)
{
    public static AddedReleaseView Of(AddedRelease r, bool here) => new(r.Version, r.Number, r.Architecture, r.BaseNumber, r.Size, r.Digest, r.AddedAt, r.AddedBy, here);
}

/// <summary>A board, what it runs and what it is offered.</summary>
internal sealed record ReleaseBoard(string Node, string Group, string Runs, BoardRelease? Offered, DateTimeOffset? HeardAt);
