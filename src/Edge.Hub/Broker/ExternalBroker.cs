using Edge.Contracts;
using Edge.Hosting.Configuration;
using Edge.Hub.Boards;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Broker;

/// <summary>A broker that somebody else runs. The hub writes the access and revocation lists into its own folder; bringing them to that broker is its operator's work.</summary>
internal sealed class ExternalBroker(BrokerFiles files, HubCertificates certificates, IOptions<BrokerOptions> options, TimeProvider time) : IBroker
{
    private readonly long _since = time.GetTimestamp();

    /// <inheritdoc/>
    public MqttOptions HubConnection
    {
        get
        {
            var o = options.Value;
            if (!NetAddress.TrySplit(o.Address, out var host, out var port)) throw new ConfigurationException($"Broker:Address is '{o.Address}'; it must be HOST:PORT");
            return new MqttOptions
            {
                Host = host,
                Port = port,
                ServerName = o.ServerName,
                ClientId = Names.HubClient,
                CaFile = o.CaFile.Length > 0 ? o.CaFile : certificates.CaFile,
                CertificateFile = o.CertificateFile.Length > 0 ? o.CertificateFile : certificates.ClientFile,
                KeyFile = o.KeyFile.Length > 0 ? o.KeyFile : certificates.ClientKeyFile,
            };
        }
    }

    /// <inheritdoc/>
    public string State => "external";

    /// <inheritdoc/>
    public long? RunsSince => _since;

    /// <inheritdoc/>
    public bool IsOurs => false;

    /// <inheritdoc/>
    public Task WaitReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ReloadAsync(CancellationToken cancellationToken) => files.WriteListsAsync(cancellationToken);
}
