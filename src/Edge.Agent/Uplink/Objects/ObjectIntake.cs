using Edge.Agent.Identity;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Objects;

/// <summary>Pulls what the hub has on offer and hands it to the feature that wants it.</summary>
internal sealed partial class ObjectIntake(AgentIdentity identity, IEnumerable<ObjectHandler> handlers, ILogger<ObjectIntake> logger) : IUplinkPart
{
    private readonly ObjectPull _pull = new(handlers);
    private Task? _asked;

    /// <summary>When the next ask is due, if anything is to be asked for.</summary>
    public TimeSpan? Due => _pull.Due;

    public void Opened()
    {
        _pull.ConnectionOpened();
        _asked = null;
    }

    public void Heard(Have have) => _pull.Offered(have.Objects);

    /// <exception cref="MqttException">The connection is lost.</exception>
    public async ValueTask SayIfDueAsync(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken)
    {
        if (_asked is { IsFaulted: true } failed) await failed;
        if (_pull.Next(now) is not { } ask) return;
        // Not waited for: an ask that gets lost is said again, and records must not wait for it.
        _asked = connection.PublishAsync(Topics.Ask(identity.Node), ask.ToByteArray(), MqttQos.AtLeastOnce, retain: false, cancellationToken).AsTask();
    }

    public bool Take(MqttMessage message, TimeSpan now)
    {
        if (message.Topic != Topics.Answer(identity.Node)) return false;
        try
        {
            if (_pull.Take(Decoder.Parse(Answer.Parser, message.Payload.Span, "answer"), now) is { } whole) Take(whole.Taker, whole.Version, whole.Bytes, now);
        }
        catch (MalformedException e)
        {
            LogMalformed(e);
        }
        return true;
    }

    private void Take(ObjectHandler taker, ulong version, byte[] bytes, TimeSpan now)
    {
        try
        {
            taker.Take(version, bytes);
            LogTaken(taker.Name, taker.Version());
        }
        catch (MalformedException e)
        {
            LogRefused(taker.Name, e.Message);
            _pull.Refuse(bytes, now);
        }
        catch (IOException e)
        {
            LogNotWritten(taker.Name, e);
            _pull.Postpone(now);
        }
    }

    [LoggerMessage(LogLevel.Information, "Version {Version} of the object '{Name}' came from the hub and is in force")]
    private partial void LogTaken(string name, ulong version);

    [LoggerMessage(LogLevel.Error, "The object '{Name}' the hub has on offer is refused: {Reason}")]
    private partial void LogRefused(string name, string reason);

    [LoggerMessage(LogLevel.Error, "The object '{Name}' of the hub could not be written down; the present one stays in force and it is tried again in a minute")]
    private partial void LogNotWritten(string name, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A message of the hub could not be read and was ignored")]
    private partial void LogMalformed(Exception exception);
}
