using Edge.Testing;

namespace Edge.Mqtt.Tests;

/// <summary>One broker for the tests of a class.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private int _names;

    public Pki Pki { get; } = new();

    public Broker Broker { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Broker = await Broker.StartAsync(Pki, Pki.Server());

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        Pki.Dispose();
    }

    /// <summary>Options of a client with a certificate of its own; its name is also its client id.</summary>
    public MqttOptions Client(string? name = null, int? port = null)
    {
        name ??= $"board-{Interlocked.Increment(ref _names)}";
        var (certificate, key) = Pki.Client(name);
        return new MqttOptions
        {
            Host = "127.0.0.1",
            Port = port ?? Broker.Port,
            ServerName = "hub.test",
            ClientId = name,
            CaFile = Pki.CaFile,
            CertificateFile = certificate,
            KeyFile = key,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            // Long where a test is about something else: a busy machine must not look like a dead link.
            UserTimeout = TimeSpan.FromSeconds(60),
        };
    }
}
