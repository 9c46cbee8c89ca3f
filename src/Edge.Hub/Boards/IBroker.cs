using Edge.Mqtt;

namespace Edge.Hub.Boards;

/// <summary>The MQTT broker between boards and hub: one the hub runs itself, or one that is there.</summary>
internal interface IBroker
{
    /// <summary>How the hub connects; take it anew for each attempt, the certificate behind it is renewed.</summary>
    MqttOptions HubConnection { get; }

    /// <summary>One word for people: <c>running</c>, <c>restarting</c>, <c>external</c>.</summary>
    string State { get; }

    /// <summary>Since when it runs as far as the hub can tell (a timestamp): connecting ought to succeed from then on. Null while it does not run.</summary>
    long? RunsSince { get; }

    /// <summary>Whether it is the hub's own: what is wrong with it may then be mended by starting the hub anew.</summary>
    bool IsOurs { get; }

    /// <summary>Returns once connecting makes sense.</summary>
    Task WaitReadyAsync(CancellationToken cancellationToken);

    /// <summary>Writes the access list and the revocation list from the database and has the broker read them; live connections stay.</summary>
    Task ReloadAsync(CancellationToken cancellationToken);
}
