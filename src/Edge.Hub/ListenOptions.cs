namespace Edge.Hub;

/// <summary>Where the hub listens.</summary>
internal sealed class ListenOptions
{
    public const string Section = "Listen";

    /// <summary>Dashboard and health, without encryption: for this machine or a proxy beside it. On any other address than a loopback one it serves health alone.</summary>
    [ListenAddress]
    public string Http { get; init; } = "127.0.0.1:8080";

    /// <summary>Dashboard, API, and enrolment of boards.</summary>
    [ListenAddress]
    public string Https { get; init; } = "0.0.0.0:8443";

    /// <summary>Where the broker that the hub runs listens for boards.</summary>
    [ListenAddress(LowestPort = 1)]
    public string Mqtt { get; init; } = "0.0.0.0:8883";

    /// <summary>Names under which people and boards reach this hub over HTTP and HTTPS, beside addresses, localhost, the machine's own name and the addresses given to boards; others are turned away.</summary>
    public string[] Hosts { get; init; } = [];

    /// <summary>A certificate in PEM, with those between it and its authority, which people's browsers believe; shown to whoever comes by one of <see cref="Hosts"/>. Boards get the hub's own. Read again when it changes.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Its private key in PEM, without a passphrase.</summary>
    public string CertificateKey { get; init; } = "";

    /// <summary>Most connections at once on each of the two TCP listeners; more are closed at once.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 100_000)]
    public int MaxConnections { get; init; } = 500;
}
