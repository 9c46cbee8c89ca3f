using Edge.Contracts.Signing;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Chains;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views;

/// <summary>Boards as they are shown.</summary>
internal sealed class NodeViews(IDbContextFactory<HubDb> databases)
{
    public Task<IReadOnlyList<NodeView>> AllAsync(CancellationToken cancellationToken) => ReadAsync(null, cancellationToken);

    public async Task<NodeView?> OneAsync(string node, CancellationToken cancellationToken) => (await ReadAsync(node, cancellationToken)).SingleOrDefault();

    private async Task<IReadOnlyList<NodeView>> ReadAsync(string? only, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var nodes = await db.Set<Node>().AsNoTracking().Where(n => only == null || n.Name == only).OrderBy(n => n.Name).ToListAsync(cancellationToken);
        var keys = (await db.Set<NodeKey>().AsNoTracking().Where(k => only == null || k.Node == only).OrderBy(k => k.Id).ToListAsync(cancellationToken)).ToLookup(k => k.Node);
        var certificates = (await db.Set<NodeCertificate>().AsNoTracking().Where(c => only == null || c.Node == only).ToListAsync(cancellationToken)).ToLookup(c => c.KeyId);
        return [.. nodes.Select(n => new NodeView(n.Name, n.Group, n.MqttAddress, n.HttpsAddress, n.CreatedAt, n.RevokedAt, [.. keys[n.Name].Select(k => View(k, certificates[k.Id]))]))];
    }

    private static NodeKeyView View(NodeKey key, IEnumerable<NodeCertificate> certificates)
    {
        var all = certificates.ToList();
        return new NodeKeyView(KeyId.Of(key.Spki), key.AddedAt, key.RevokedAt, key.RetiredAt, all.Count, all.Count == 0 ? null : all.Max(c => c.NotAfter));
    }
}

/// <summary>A board, for people and scripts; <paramref name="Story"/> only where one board is asked for.</summary>
internal sealed record NodeView(string Node, string Group, string Address, string HttpsAddress, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, IReadOnlyList<NodeKeyView> Keys,
    IReadOnlyList<NodeReportPart>? Story = null);

/// <summary>A key of a board.</summary>
internal sealed record NodeKeyView(string Id, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt, DateTimeOffset? RetiredAt, int Certificates, DateTimeOffset? CertificateEnds);
