using System.Net;

namespace Edge.Mqtt;

/// <summary>How to reach a broker and who we are.</summary>
public sealed record MqttOptions
{
    /// <summary>Host name or address to connect to.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>The name the broker's certificate must carry (a DNS name of its subjectAltName), whatever the host is called.</summary>
    public required string ServerName { get; init; }

    public required string ClientId { get; init; }

    /// <summary>PEM file of the pinned certificate authorities. Dates of certificates are not checked: a board's clock may stand in 1970.</summary>
    public required string CaFile { get; init; }

    /// <summary>PEM file of our certificate.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>PEM file of our private key.</summary>
    public required string KeyFile { get; init; }

    /// <summary>Addresses at which the owner of <see cref="Host"/> has shown itself before: tried too when the name does not resolve or leads elsewhere.</summary>
    public IReadOnlyList<IPAddress> LastSeen { get; init; } = [];

    /// <summary>Network interfaces that lead out. Of two or more, those the kernel would not choose are tried beside its choice while TCP has no answer there: a link may be up and dead.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>With which of them it is begun: 0 is the kernel's choice, 1 another one, and so on round and round.</summary>
    public int FirstWay { get; init; }

    public MqttWill? Will { get; init; }

    /// <summary>Limit for TCP, TLS and CONNACK together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Limit for TCP's first answer alone; null leaves it to <see cref="ConnectTimeout"/>.</summary>
    public TimeSpan? TcpTimeout { get; init; }

    /// <summary>While TCP has no answer, one more attempt is begun this often and the first that is answered stays: a link that comes is found sooner than by the kernel's repeated SYN (after 1, 3 and 7 s). Null makes one attempt.</summary>
    public TimeSpan? Stagger { get; init; }

    /// <summary>Completes when the network has changed: an attempt that TCP has not answered yet is given up at once, since its packets went into the network that was. Null where nobody watches it.</summary>
    public Task? NetworkChanged { get; init; }

    /// <summary>
    /// Counts as connected once TLS is up, and lets subscriptions and QoS 0 messages follow the CONNECT at once (MQTT 5, section 3.1.4):
    /// a round trip less. Only towards a broker that has accepted us before; where it refuses, the connection is lost with the reason.
    /// </summary>
    public bool Eager { get; init; }

    /// <summary>MQTT keep-alive; the broker gives us up after one and a half of it.</summary>
    public TimeSpan KeepAlive { get; init; } = UsualKeepAlive;

    public static TimeSpan UsualKeepAlive { get; } = TimeSpan.FromSeconds(20);

    /// <summary>TCP_USER_TIMEOUT: unacknowledged data older than this ends the connection.</summary>
    public TimeSpan UserTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same once it is open; null leaves it as it was. One that outlives an outage goes on where it was.</summary>
    public TimeSpan? OpenUserTimeout { get; init; }

    /// <summary>Waited for once TCP has been answered, before anything is said there; null where there is nothing to wait for.</summary>
    public Func<CancellationToken, Task>? BeforeHello { get; init; }

    /// <summary>SO_SNDBUF in bytes; small, so that little is lost in the kernel when a link is cut. Null leaves the kernel's own choice.</summary>
    public int? SendBuffer { get; init; } = 32 * 1024;

    /// <summary>Messages that may wait for the reader.</summary>
    public int ReceiveQueue { get; init; } = 1024;
}

/// <summary>What the broker publishes for us when the connection is lost without a goodbye.</summary>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain);

/// <summary>Delivery between client and broker.</summary>
public enum MqttQos
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
}
