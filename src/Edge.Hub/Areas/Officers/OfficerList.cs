using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hub.Audit;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas.Officers;

/// <summary>Who may sign in at which boards. Each change is told to the boards of the officer's areas.</summary>
internal sealed class OfficerList(AreaChanges changes, AreaKeys keys, AuditLog audit, TimeProvider time)
{
    private const int MostAreas = 64;

    /// <exception cref="MalformedException">It is no such officer, or there is one of that name.</exception>
    public Task<OfficerView> AddAsync(Actor actor, OfficerAddRequest request, CancellationToken cancellationToken)
    {
        var entry = OfficerEntry.Read(request.Id, request.Entry);
        var name = OfficerEntry.Name(request.Name);
        var areas = request.Areas.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (areas.Count is 0 or > MostAreas) throw new MalformedException($"an officer works in 1 to {MostAreas} areas");
        return changes.ChangeAsync(areas, async (db, rows) =>
        {
            if (await db.Set<Officer>().AnyAsync(o => o.Id == request.Id, cancellationToken)) throw new MalformedException($"there is an officer {request.Id} already; give a new PIN with 'edge-hub officer pin {request.Id}', or choose another id");
            var officer = new Officer { Id = request.Id, Name = name, AddedAt = time.GetUtcNow(), ExpiresAt = request.ExpiresAt, Entry = entry.ToByteArray() };
            db.Add(officer);
            await audit.AppendAsync(db, actor, "officer-added", request.Id, $"areas {string.Join(", ", areas)}", cancellationToken);
            foreach (var area in rows) db.Add(new OfficerArea { Officer = officer.Id, Area = area.Name, WrappedKey = Wrap(area, entry) });
            return View(officer, areas);
        }, cancellationToken);
    }

    /// <exception cref="MalformedException">There is no such officer.</exception>
    public Task<OfficerView> LockAsync(Actor actor, string id, bool locked, CancellationToken cancellationToken) =>
        AlterAsync(actor, locked ? "officer-locked" : "officer-unlocked", id, (_, officer, _) => officer.Locked = locked, cancellationToken);

    /// <summary>A new key pair under a new PIN; with it everything that was wrapped to the old one is.</summary>
    /// <exception cref="MalformedException">There is no such officer, or it is no entry.</exception>
    public Task<OfficerView> SetPinAsync(Actor actor, string id, byte[] bytes, CancellationToken cancellationToken)
    {
        var entry = OfficerEntry.Read(id, bytes);
        return AlterAsync(actor, "officer-pin", id, (rows, officer, works) =>
        {
            officer.Entry = entry.ToByteArray();
            foreach (var work in works) work.WrappedKey = Wrap(rows.Single(a => a.Name == work.Area), entry);
        }, cancellationToken);
    }

    /// <summary>Everybody, or those of one area, by id.</summary>
    public Task<List<OfficerView>> ListAsync(string? area, CancellationToken cancellationToken) => changes.ReadAsync(async db =>
    {
        var works = (await db.Set<OfficerArea>().AsNoTracking().OrderBy(w => w.Area).ToListAsync(cancellationToken)).ToLookup(w => w.Officer, w => w.Area);
        var officers = await db.Set<Officer>().AsNoTracking().OrderBy(o => o.Id).ToListAsync(cancellationToken);
        return officers.Select(o => View(o, [.. works[o.Id]])).Where(o => area is null || o.Areas.Contains(area)).ToList();
    }, cancellationToken);

    private async Task<OfficerView> AlterAsync(Actor actor, string act, string id, Action<IReadOnlyList<Area>, Officer, IReadOnlyList<OfficerArea>> alter, CancellationToken cancellationToken)
    {
        // An officer's areas never change, so they may be asked for before the turn.
        var areas = await changes.ReadAsync(db => db.Set<OfficerArea>().Where(w => w.Officer == id).Select(w => w.Area).OrderBy(a => a).ToListAsync(cancellationToken), cancellationToken);
        if (areas.Count == 0) throw new MalformedException($"no officer is called {id}; 'edge-hub officer list' shows them");
        return await changes.ChangeAsync(areas, async (db, rows) =>
        {
            var officer = await db.Set<Officer>().SingleAsync(o => o.Id == id, cancellationToken);
            await audit.AppendAsync(db, actor, act, id, "", cancellationToken);
            alter(rows, officer, await db.Set<OfficerArea>().Where(w => w.Officer == id).ToListAsync(cancellationToken));
            return View(officer, areas);
        }, cancellationToken);
    }

    private byte[] Wrap(Area area, AreaOfficer entry)
    {
        using var key = keys.Open(area.Name, area.Spki);
        var pkcs8 = key.ExportPkcs8PrivateKey();
        try
        {
            return AreaSeal.Wrap(pkcs8, entry.PublicKey.Span, area.Name, entry.Id);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private OfficerView View(Officer officer, IReadOnlyList<string> areas) =>
        new(officer.Id, officer.Name, areas, officer.Locked, officer.ExpiresAt, officer.AddedAt) { AreasWithoutBoards = [.. areas.Where(a => !changes.HasBoards(a))] };
}

/// <summary>An officer as commands show one.</summary>
internal sealed record OfficerView(string Id, string Name, IReadOnlyList<string> Areas, bool Locked, DateTimeOffset? ExpiresAt, DateTimeOffset AddedAt)
{
    /// <summary>Areas that no board is in: a slip of the pen, or one that comes later.</summary>
    public IReadOnlyList<string> AreasWithoutBoards { get; init; } = [];
}

/// <summary>Asks for an officer.</summary>
/// <param name="Entry">The keys under the PIN, made where the PIN was typed.</param>
internal sealed record OfficerAddRequest(string Id, string Name, IReadOnlyList<string> Areas, DateTimeOffset? ExpiresAt, byte[] Entry);

/// <summary>Asks for another PIN.</summary>
internal sealed record OfficerPinRequest(byte[] Entry);
