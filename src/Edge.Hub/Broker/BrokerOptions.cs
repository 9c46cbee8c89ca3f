using System.ComponentModel.DataAnnotations;

namespace Edge.Hub.Broker;

/// <summary>The MQTT broker between boards and hub.</summary>
internal sealed class BrokerOptions
{
    public const string Section = "Broker";

    public BrokerMode Mode { get; init; } = BrokerMode.Managed;

    /// <summary>Managed: the mosquitto to run; a name is looked for in PATH and /usr/sbin.</summary>
    [StringLength(4096, MinimumLength = 1)]
    public string Executable { get; init; } = "mosquitto";

    /// <summary>Managed: most boards connected at once. One with TLS costs the broker about 45 KiB and a file; the unit's LimitNOFILE is the other bound.</summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; init; } = 12_000;

    /// <summary>Managed: messages the broker keeps for a reader that is slow; it drops what comes beyond. The windows granted to all boards together stay under it: where 11,000 talk each may have one chunk under way, and as many last wills may come at once. A board that passes its grant is evicted before it fills it: 20,000 of the largest messages would be 1.3 GB.</summary>
    [Range(100, 100_000)]
    public int MaxQueuedMessages { get; init; } = 20_000;

    /// <summary>External: HOST:PORT of the broker.</summary>
    [StringLength(300)]
    public string Address { get; init; } = "";

    /// <summary>External: the name its certificate must carry.</summary>
    [StringLength(253, MinimumLength = 1)]
    public string ServerName { get; init; } = "edge-hub";

    /// <summary>External: PEM file of the authorities of its certificate; empty stands for the hub's own.</summary>
    [StringLength(4096)]
    public string CaFile { get; init; } = "";

    /// <summary>External: PEM file of the hub's client certificate; empty stands for the one the hub makes itself.</summary>
    [StringLength(4096)]
    public string CertificateFile { get; init; } = "";

    /// <summary>External: PEM file of that certificate's private key.</summary>
    [StringLength(4096)]
    public string KeyFile { get; init; } = "";
}

/// <summary>Whose broker it is.</summary>
internal enum BrokerMode
{
    /// <summary>The hub writes its configuration and runs it.</summary>
    Managed,

    /// <summary>It is there already; the hub connects to it.</summary>
    External,
}
