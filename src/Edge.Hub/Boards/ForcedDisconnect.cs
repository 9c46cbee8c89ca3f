using System.Globalization;
using Edge.Mqtt;

namespace Edge.Hub.Boards;

/// <summary>Closes a board's live connection. A reload of the broker's lists leaves it standing; but the broker takes the client id from the certificate's name, so whoever connects with a certificate of that name throws the other off.</summary>
internal sealed partial class ForcedDisconnect(CertificateAuthority authority, IBroker broker, IMqttConnector connector, HubPaths paths, ILogger<ForcedDisconnect> logger)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private int _number;

    /// <summary>Closes it, if there is one; what fails is logged, since the lists refuse the board's messages all the same.</summary>
    public async Task DropConnectionAsync(string node, CancellationToken cancellationToken)
    {
        // A board may be revoked while it is evicted.
        var files = Path.Combine(paths.Broker, string.Create(CultureInfo.InvariantCulture, $"takeover-{node}-{Interlocked.Increment(ref _number)}"));
        var (certificateFile, keyFile) = (files + ".crt", files + ".key");
        try
        {
            using (var certificate = authority.IssueClient(node, Life)) PemFiles.Write(certificate, certificateFile, keyFile);
            var options = broker.HubConnection with { ClientId = node, CertificateFile = certificateFile, KeyFile = keyFile, Will = null };
            await using var connection = await connector.ConnectAsync(options, cancellationToken);
            LogDropped(node);
        }
        catch (Exception e) when (e is MqttException or IOException)
        {
            LogNotDropped(node, e);
        }
        finally
        {
            File.Delete(certificateFile);
            File.Delete(keyFile);
        }
    }

    [LoggerMessage(LogLevel.Information, "The connection of board {Node}, if it had one, is closed")]
    private partial void LogDropped(string node);

    [LoggerMessage(LogLevel.Warning, "The connection of board {Node} could not be closed; its messages are refused all the same")]
    private partial void LogNotDropped(string node, Exception exception);
}
