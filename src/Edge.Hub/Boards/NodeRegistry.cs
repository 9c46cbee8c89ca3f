using System.Collections.Immutable;
using Edge.Contracts.Signing;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Boards;

/// <summary>Every board and every key it ever had. Reads come from memory and never wait; changes are committed first and remembered then.</summary>
internal sealed class NodeRegistry(ArchiveWriter archive, TimeProvider time)
{
    private static readonly IReadOnlyList<KnownKey> NoKeys = [];

    private volatile ImmutableDictionary<string, KnownNode> _nodes = ImmutableDictionary<string, KnownNode>.Empty;

    /// <summary>Raised with a board's name once its revocation is committed.</summary>
    public event Action<string>? Revoked;

    /// <summary>Raised with a group once a change of which boards it has, or of their keys, is committed and remembered.</summary>
    public event Action<string>? Changed;

    /// <summary>Every board, by name.</summary>
    public IReadOnlyDictionary<string, KnownNode> Nodes => _nodes;

    /// <summary>The boards of a group that are not revoked, by name.</summary>
    public IEnumerable<KnownNode> In(string group) => _nodes.Values.Where(n => n.Group == group && !n.Revoked).OrderBy(n => n.Name, StringComparer.Ordinal);

    /// <summary>Every key the board ever had, revoked ones too; empty for an unknown board.</summary>
    public IReadOnlyList<KnownKey> KeysOf(string node) => _nodes.GetValueOrDefault(node)?.Keys ?? NoKeys;

    /// <summary>True for a board that was revoked and not enrolled again since.</summary>
    public bool IsRevoked(string node) => _nodes.GetValueOrDefault(node)?.Revoked ?? false;

    /// <summary>Reads everything; once, before anything else is asked.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        var names = await db.Set<Node>().AsNoTracking().ToListAsync(cancellationToken);
        var keys = (await db.Set<NodeKey>().AsNoTracking().OrderBy(k => k.Id).ToListAsync(cancellationToken)).ToLookup(k => k.Node);
        var awaited = (await Unspent(db).ToListAsync(cancellationToken)).ToLookup(s => s.Node);
        _nodes = names.ToImmutableDictionary(n => n.Name, n => Known(n, keys[n.Name], awaited[n.Name]));
    }

    /// <summary>The board of that key was heard over mutual TLS: the secret that admitted it is spent. Cheap where there is nothing to do.</summary>
    public ValueTask MarkUsedAsync(string node, ReadOnlyMemory<byte> spki, CancellationToken cancellationToken)
    {
        if (_nodes.GetValueOrDefault(node) is not { AwaitedKeys.Count: > 0 } known || !known.AwaitedKeys.Contains(KeyId.Of(spki.Span))) return ValueTask.CompletedTask;
        return new ValueTask(ChangeAsync(node, db => Spend(db.Set<EnrolSecret>().Where(s => s.Node == node && s.BoundSpki == spki.ToArray()), cancellationToken), cancellationToken));
    }

    /// <summary>Revokes the board, all its keys and certificates, and every secret not yet used. What the broker and live connections need is <see cref="Revoker"/>'s.</summary>
    /// <param name="node">The board.</param>
    /// <param name="cancellationToken">Ends the change before it is committed.</param>
    /// <param name="also">Done in the same transaction.</param>
    /// <returns>False where no such board is known.</returns>
    public async Task<bool> RevokeAsync(string node, CancellationToken cancellationToken, Func<HubDb, Task>? also = null)
    {
        if (!_nodes.ContainsKey(node)) return false;
        await ChangeAsync(node, async db =>
        {
            await RevokeAllAsync(db, node, cancellationToken);
            if (also is not null) await also(db);
        }, cancellationToken);
        Revoked?.Invoke(node);
        return true;
    }

    /// <summary>Reads what is not kept in memory.</summary>
    internal async Task<T> ReadAsync<T>(Func<HubDb, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        return await read(db);
    }

    /// <summary>Changes one board in one transaction; one change at a time.</summary>
    internal async Task ChangeAsync(string node, Func<HubDb, Task> change, CancellationToken cancellationToken)
    {
        using var turn = await archive.TurnAsync(cancellationToken);
        await using var db = await archive.OpenAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await change(db);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        archive.CheckPlace();
        // Committed: what is remembered has to follow, whatever the caller's token says now.
        await RememberAsync(db, node);
    }

    private async Task RememberAsync(HubDb db, string name)
    {
        var none = CancellationToken.None;
        var node = await db.Set<Node>().AsNoTracking().SingleOrDefaultAsync(n => n.Name == name, none);
        if (node is null) return;
        var keys = await db.Set<NodeKey>().AsNoTracking().Where(k => k.Node == name).OrderBy(k => k.Id).ToListAsync(none);
        var awaited = await Unspent(db).Where(s => s.Node == name).ToListAsync(none);
        var before = _nodes.GetValueOrDefault(name);
        var known = Known(node, keys, awaited, before);
        _nodes = _nodes.SetItem(name, known);
        archive.Changed.Touch(name, ChangedOf.Node);
        if (before is not null && before.Group == known.Group && before.Revoked == known.Revoked && before.Keys.SequenceEqual(known.Keys)) return;
        Changed?.Invoke(known.Group);
        if (before is not null && before.Group != known.Group) Changed?.Invoke(before.Group);
    }

    private async Task RevokeAllAsync(HubDb db, string node, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await db.Set<Node>().Where(n => n.Name == node && n.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(n => n.RevokedAt, now), cancellationToken);
        await db.Set<NodeKey>().Where(k => k.Node == node && k.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(k => k.RevokedAt, now), cancellationToken);
        await db.Set<NodeCertificate>().Where(c => c.Node == node && c.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.RevokedAt, now), cancellationToken);
        await Spend(db.Set<EnrolSecret>().Where(s => s.Node == node), cancellationToken);
    }

    private Task<int> Spend(IQueryable<EnrolSecret> secrets, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        return secrets.Where(s => s.UsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(e => e.UsedAt, now), cancellationToken);
    }

    private static IQueryable<EnrolSecret> Unspent(HubDb db) => db.Set<EnrolSecret>().AsNoTracking().Where(s => s.UsedAt == null && s.BoundSpki != null);

    // A key stays parsed for as long as it is known.
    private static KnownNode Known(Node node, IEnumerable<NodeKey> keys, IEnumerable<EnrolSecret> awaited, KnownNode? before = null) => new(
        node.Name,
        node.Group,
        node.RevokedAt is not null,
        [.. keys.Select(k => new KnownKey(before?.Keys.FirstOrDefault(b => b.Key.Spki.Span.SequenceEqual(k.Spki))?.Key ?? new VerifyingKey(k.Spki), k.RevokedAt is not null, k.RetiredAt is not null))],
        awaited.Select(s => KeyId.Of(s.BoundSpki!)).ToHashSet(StringComparer.Ordinal));
}

/// <summary>What is remembered of a board between database reads.</summary>
/// <param name="AwaitedKeys">Keys bound to a secret that is not spent yet.</param>
internal sealed record KnownNode(string Name, string Group, bool Revoked, IReadOnlyList<KnownKey> Keys, IReadOnlySet<string> AwaitedKeys);

/// <summary>A key of a board. What it signed is checked with it for ever: what a revoked one signed is flagged, and one that is retired is only too old to connect with.</summary>
internal sealed record KnownKey(VerifyingKey Key, bool Revoked, bool Retired = false);
