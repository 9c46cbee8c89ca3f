using Edge.Hub.Broker;
using Edge.Hub.Hosting;
using Edge.Mqtt;

namespace Edge.Hub.Nodes;

/// <summary>Revokes a board so that it is gone at once: in the database, for new connections, for the messages of its live one, and then that connection itself.</summary>
internal sealed partial class Revoker(NodeRegistry registry, CertificateAuthority authority, IBroker broker, IMqttConnector connector, HubPaths paths,
    ILogger<Revoker> logger)
{
    private static readonly TimeSpan TakeoverLife = TimeSpan.FromMinutes(2);

    /// <returns>False where no such board is known.</returns>
    public async Task<bool> RevokeAsync(string node, CancellationToken cancellationToken)
    {
        if (!await registry.RevokeAsync(node, cancellationToken)) return false;
        LogRevoked(node);
        // From here on the board's certificates open nothing new and its messages reach nobody.
        await broker.ReloadAsync(cancellationToken);
        await DropConnectionAsync(node, cancellationToken);
        return true;
    }

    // A reload leaves a live connection standing. The broker takes the client id from the certificate's name,
    // so whoever connects with a certificate of that name throws the other off.
    private async Task DropConnectionAsync(string node, CancellationToken cancellationToken)
    {
        var files = Path.Combine(paths.Broker, $"takeover-{node}");
        var (certificateFile, keyFile) = (files + ".crt", files + ".key");
        try
        {
            using (var certificate = authority.IssueClient(node, TakeoverLife)) PemFiles.Write(certificate, certificateFile, keyFile);
            var options = broker.HubConnection with { ClientId = node, CertificateFile = certificateFile, KeyFile = keyFile, Will = null };
            await using var connection = await connector.ConnectAsync(options, cancellationToken);
            LogDropped(node);
        }
        catch (MqttException e)
        {
            LogNotDropped(node, e);
        }
        finally
        {
            File.Delete(certificateFile);
            File.Delete(keyFile);
        }
    }

    [LoggerMessage(LogLevel.Information, "Board {Node} is revoked: its certificates, its keys and every secret not yet used")]
    private partial void LogRevoked(string node);

    [LoggerMessage(LogLevel.Information, "The connection of revoked board {Node}, if it had one, is closed")]
    private partial void LogDropped(string node);

    [LoggerMessage(LogLevel.Warning, "The connection of revoked board {Node} could not be closed; its messages are refused all the same")]
    private partial void LogNotDropped(string node, Exception exception);
}
