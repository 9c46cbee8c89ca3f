using Edge.Contracts.Wire;
using Edge.Mqtt;

namespace Edge.Agent.Uplink;

/// <summary>What travels on the uplink's connection beside the records. It is asked after each offer, always in the same order, and nothing of a record waits for it.</summary>
internal interface IUplinkPart
{
    /// <summary>When there may next be something to say; null while only what arrives can change that.</summary>
    TimeSpan? Due { get; }

    /// <summary>A new connection: what an earlier one had under way is lost.</summary>
    void Opened();

    /// <summary>Says what is due, and waits for no answer.</summary>
    /// <exception cref="MqttException">The connection is lost.</exception>
    ValueTask SayIfDueAsync(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken);

    /// <summary>True where the message was this part's.</summary>
    bool Take(MqttMessage message, TimeSpan now);

    /// <summary>The hub has spoken on this connection.</summary>
    void Heard(Have have);
}
