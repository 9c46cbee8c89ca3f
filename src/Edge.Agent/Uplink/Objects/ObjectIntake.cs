using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Objects;

/// <summary>Pulls what the hub has on offer and hands it to the feature that wants it.</summary>
internal sealed partial class ObjectIntake(IEnumerable<ObjectHandler> handlers, ILogger<ObjectIntake> logger)
{
    private readonly ObjectPull _pull = new(handlers);
    private Task? _asked;

    /// <summary>When the next ask is due, if anything is to be asked for.</summary>
    public TimeSpan? Due => _pull.Due;

    public void ConnectionOpened()
    {
        _pull.ConnectionOpened();
        _asked = null;
    }

    public void Offered(Have have) => _pull.Offered(have.Objects);

    /// <exception cref="MqttException">The connection is lost.</exception>
    public async Task AskIfDueAsync(IMqttConnection connection, string node, TimeSpan now, CancellationToken cancellationToken)
    {
        if (_asked is { IsFaulted: true } failed) await failed;
        if (_pull.Next(now) is not { } ask) return;
        // Not waited for: an ask that gets lost is said again, and records must not wait for it.
        _asked = connection.PublishAsync(Topics.Ask(node), ask.ToByteArray(), MqttQos.AtLeastOnce, retain: false, cancellationToken).AsTask();
    }

    /// <summary>Takes an answer in; true where it completed something that is in force now.</summary>
    public bool Take(MqttMessage message, TimeSpan now)
    {
        try
        {
            return _pull.Take(Decoder.Parse(Answer.Parser, message.Payload.Span, "answer"), now) is { } whole && Take(whole.Taker, whole.Bytes, now);
        }
        catch (MalformedException e)
        {
            LogMalformed(e);
            return false;
        }
    }

    private bool Take(ObjectHandler taker, byte[] bytes, TimeSpan now)
    {
        try
        {
            taker.Take(bytes);
            LogTaken(taker.Name, taker.Version());
            return true;
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
        return false;
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
