using Edge.Hub.Audit;

namespace Edge.Hub.Boards;

/// <summary>Revokes a board so that it is gone at once: in the database, for new connections, for the messages of its live one, and then that connection itself.</summary>
internal sealed partial class Revoker(NodeRegistry registry, IBroker broker, ForcedDisconnect takeover, AuditLog audit, ILogger<Revoker> logger)
{
    /// <returns>False where no such board is known.</returns>
    public async Task<bool> RevokeAsync(Actor actor, string node, CancellationToken cancellationToken)
    {
        if (!await registry.RevokeAsync(node, cancellationToken, db => audit.AppendAsync(db, actor, "board-locked", node, "", cancellationToken))) return false;
        LogRevoked(node);
        // From here on the board's certificates open nothing new and its messages reach nobody.
        await broker.ReloadAsync(cancellationToken);
        await takeover.DropConnectionAsync(node, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Board {Node} is revoked: its certificates, its keys and every secret not yet used")]
    private partial void LogRevoked(string node);
}
