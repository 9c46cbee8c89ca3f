using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Objects;

/// <summary>Objects for one board each. One is sealed once for a board's key and stored before it is told, so that a pull survives a restart of the hub.</summary>
internal sealed class SealedObjects(NodeRegistry nodes, IDbContextFactory<HubDb> databases)
{
    // The seal's own bytes are within it.
    private const int MostBytes = Limits.ObjectBytes - 256;

    /// <summary>Finds the object as it was sealed for this board, or seals it.</summary>
    /// <param name="db">In no transaction: it is stored by itself.</param>
    /// <param name="node">Whom it is for.</param>
    /// <param name="heard">The key the board was heard with, which it certainly has; null where it was not: the newest it may connect with is taken.</param>
    /// <param name="wanted">What it is.</param>
    /// <param name="budget">What it may cost.</param>
    /// <returns>Null where the board has no key, the object is not there or too large for any board, or there is no room for it now.</returns>
    public async Task<ObjectOnOffer?> OnOfferAsync(HubDb db, string node, VerifyingKey? heard, ObjectForBoard wanted, SealBudget budget, CancellationToken cancellationToken)
    {
        if (KeyOf(node, heard) is not { } key) return null;
        var (version, from) = ((long)wanted.Version, (long)wanted.BaseVersion);
        var found = await db.Set<SealedObject>().Where(o => o.Node == node && o.Name == wanted.Name && o.Version == version && o.BaseVersion == from && o.KeyId == key.Id)
            .Select(o => new { o.Digest, o.Size }).SingleOrDefaultAsync(cancellationToken);
        if (found is not null) return OnOffer(wanted, found.Digest, found.Size);
        if (!budget.TryTake(wanted)) return null;
        if (await wanted.ReadAsync(db, cancellationToken) is not { Length: > 0 and <= MostBytes } plain)
        {
            budget.NotMade(wanted);
            return null;
        }
        var bytes = BoardSeal.Seal(plain, key.Spki.Span, node, wanted.Name, wanted.Version);
        var digest = SHA256.HashData(bytes);
        db.Add(new SealedObject { Node = node, Name = wanted.Name, Version = version, BaseVersion = from, KeyId = key.Id, Area = wanted.Area, Digest = digest, Size = bytes.Length, Bytes = bytes });
        await db.SaveChangesAsync(cancellationToken);
        // Up to a megabyte each: the context need not keep them.
        db.ChangeTracker.Clear();
        return OnOffer(wanted, digest, bytes.Length);
    }

    /// <summary>The bytes of an object of this board; null where it has none of that digest, or not any more.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(string node, ByteString digest, CancellationToken cancellationToken)
    {
        if (nodes.Nodes.GetValueOrDefault(node) is not { Revoked: false } known) return null;
        var wanted = digest.ToByteArray();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<SealedObject>().AsNoTracking().Where(o => o.Node == node && o.Digest == wanted && o.Area == known.Group).OrderBy(o => o.Version).Select(o => new { o.KeyId, o.Bytes }).FirstOrDefaultAsync(cancellationToken);
        return found is not null && known.Keys.Any(k => !k.Revoked && k.Key.Id == found.KeyId) ? found.Bytes : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>What of an area's objects of one name is no more on offer is forgotten, for all its boards.</summary>
    /// <param name="still">Which (version, base) still are.</param>
    public static async Task ForgetAsync(HubDb db, string area, string name, IReadOnlyCollection<(long Version, long Base)> still, CancellationToken cancellationToken)
    {
        var there = await db.Set<SealedObject>().Where(o => o.Area == area && o.Name == name).Select(o => new { o.Version, o.BaseVersion }).Distinct().ToListAsync(cancellationToken);
        foreach (var gone in there.Where(t => !still.Contains((t.Version, t.BaseVersion))))
        {
            await db.Set<SealedObject>().Where(o => o.Area == area && o.Name == name && o.Version == gone.Version && o.BaseVersion == gone.BaseVersion).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private VerifyingKey? KeyOf(string node, VerifyingKey? heard)
    {
        var usable = nodes.KeysOf(node).Where(k => !k.Revoked && !k.Retired).Select(k => k.Key);
        return usable.FirstOrDefault(k => k.Id == heard?.Id) ?? usable.LastOrDefault();
    }

    private static ObjectOnOffer OnOffer(ObjectForBoard of, byte[] digest, long size) =>
        new() { Name = of.Name, Version = of.Version, Digest = ByteString.CopyFrom(digest), Size = (ulong)size };
}

/// <summary>An object before it is sealed to a board.</summary>
/// <param name="Area">The area it is about.</param>
/// <param name="Name">What boards know it as.</param>
/// <param name="Version">The version a board has with it.</param>
/// <param name="BaseVersion">What it is a difference to; 0 for a whole one.</param>
/// <param name="ReadAsync">All of it; null or empty where it is not there any more, or not yet.</param>
internal sealed record ObjectForBoard(string Area, string Name, ulong Version, ulong BaseVersion, Func<HubDb, CancellationToken, Task<byte[]?>> ReadAsync);
