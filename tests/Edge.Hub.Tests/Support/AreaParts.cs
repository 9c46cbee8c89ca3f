using Edge.Hub.Archive;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Objects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Hub.Tests.Support;

/// <summary>What a hub knows of areas, over its database; a second one over the same is a hub that was started again.</summary>
internal sealed class AreaParts : IDisposable
{
    public AreaParts(HubPaths paths, ArchiveWriter archive, IDbContextFactory<HubDb> databases, NodeRegistry nodes, TimeProvider time)
    {
        var keys = new AreaKeys(paths);
        var books = new AnswerBooks(keys);
        Book = new AreaBook(databases);
        Ahead = new AheadBoards(time);
        Changes = new AreaChanges(archive, Book, new AreaFiles(nodes, Ahead, time), keys, nodes);
        var audit = new AuditLog(archive, time);
        Views = new AreaViews(Changes, nodes, audit);
        Officers = new OfficerList(Changes, keys, audit, time);
        Worklists = new WorklistShelf(Changes, keys, audit, time);
        Answers = new AnswerList(Changes, books, nodes, audit, time);
        Upkeep = new AreaUpkeep(Changes, Answers, nodes, Ahead, time, NullLogger<AreaUpkeep>.Instance);
        Sealed = new SealedObjects(nodes, databases);
        Objects = new AreaObjects(Book, books, nodes, Sealed, Ahead, time);
    }

    public AreaBook Book { get; }

    public AheadBoards Ahead { get; }

    public AreaChanges Changes { get; }

    public AreaViews Views { get; }

    public OfficerList Officers { get; }

    public WorklistShelf Worklists { get; }

    public AnswerList Answers { get; }

    public AreaUpkeep Upkeep { get; }

    public SealedObjects Sealed { get; }

    public AreaObjects Objects { get; }

    public void Dispose()
    {
        Worklists.Dispose();
        Upkeep.Dispose();
    }
}
