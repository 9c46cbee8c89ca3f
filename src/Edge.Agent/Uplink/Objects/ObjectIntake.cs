using Edge.Agent.Identity;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Objects;

/// <summary>Pulls what the hub has on offer and hands it to the feature that wants it.</summary>
internal sealed partial class ObjectIntake(AgentIdentity identity, IEnumerable<ObjectHandler> handlers, TransferScheduler records, ILogger<ObjectIntake> logger) : IUplinkPart
{
    // Nothing wakes the session when a large one has been taken.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly ObjectPull _pull = new(handlers);
    private Task? _asked;
    private Task<bool>? _taking;
    private TimeSpan _lookAt;
    private bool _notBegun;

    /// <summary>When the next ask is due, if anything is to be asked for.</summary>
    public TimeSpan? Due => _pull.Whole is null ? _pull.Due(NoRecordWaits) : _lookAt;

    // What is held or unreadable is not among them: it may wait for weeks.
    private bool NoRecordWaits => records.Records.Count == 0;

    public void Opened()
    {
        _pull.ConnectionOpened();
        _asked = null;
    }

    public void Heard(Have have)
    {
        try
        {
            _pull.Offered(have.Objects);
            if (_pull.Name is not null) _notBegun = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Listed again with every answer to an offer: said once.
            if (!_notBegun) LogNotBegun(e.Message);
            _notBegun = true;
        }
    }

    /// <exception cref="MqttException">The connection is lost.</exception>
    public async ValueTask SayIfDueAsync(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken)
    {
        if (_asked is { IsFaulted: true } failed) await failed;
        if (_pull.Whole is { } whole) TakeWhole(whole, now);
        if (_pull.Next(now, NoRecordWaits) is not { } ask) return;
        // Not waited for: an ask that gets lost is said again, and records must not wait for it.
        _asked = connection.PublishAsync(Topics.Ask(identity.Node), ask.ToByteArray(), MqttQos.AtLeastOnce, retain: false, cancellationToken).AsTask();
    }

    public bool Take(MqttMessage message, TimeSpan now)
    {
        if (message.Topic != Topics.Answer(identity.Node)) return false;
        try
        {
            TakePiece(Decoder.Parse(Answer.Parser, message.Payload.Span, "answer"), now);
        }
        catch (MalformedException e)
        {
            LogMalformed(e);
        }
        return true;
    }

    private void TakePiece(Answer answer, TimeSpan now)
    {
        try
        {
            _pull.Take(answer, now);
        }
        catch (MalformedException e)
        {
            // By its beginning.
            LogRefused(_pull.Name ?? "", e.Message);
            _pull.Refuse(now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotKept(e);
            _pull.Postpone(now);
        }
        if (_pull.Whole is { } whole) TakeWhole(whole, now);
    }

    private void TakeWhole(Pulled whole, TimeSpan now)
    {
        var digest = whole.OnOffer.Digest.ToByteArray();
        // One that is read from the disk to its end must not keep records waiting.
        _taking ??= whole.Taker.Last ? Task.Run(() => whole.Pieces.TryTake(digest)) : Now(() => whole.Pieces.TryTake(digest));
        _lookAt = now + Look;
        if (!_taking.IsCompleted) return;
        var taken = _taking;
        _taking = null;
        try
        {
            if (!taken.GetAwaiter().GetResult())
            {
                LogDamaged(whole.Taker.Name);
                _pull.PullAgain(now);
                return;
            }
            _pull.Taken();
            LogTaken(whole.OnOffer.Version, whole.Taker.Name);
        }
        catch (MalformedException e)
        {
            LogRefused(whole.Taker.Name, e.Message);
            _pull.Refuse(now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(whole.Taker.Name, e);
            _pull.Postpone(now);
        }
    }

    private static Task<bool> Now(Func<bool> take)
    {
        try
        {
            return Task.FromResult(take());
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException)
        {
            return Task.FromException<bool>(e);
        }
    }

    [LoggerMessage(LogLevel.Information, "Version {Version} of the object '{Name}' came from the hub and was taken")]
    private partial void LogTaken(ulong version, string name);

    [LoggerMessage(LogLevel.Error, "The object '{Name}' the hub has on offer is refused: {Reason}")]
    private partial void LogRefused(string name, string reason);

    [LoggerMessage(LogLevel.Error, "The object '{Name}' of the hub could not be written down; the present one stays in force and it is tried again in a minute")]
    private partial void LogNotWritten(string name, Exception exception);

    [LoggerMessage(LogLevel.Error, "What came of an object of the hub could not be kept; it is tried again in a minute")]
    private partial void LogNotKept(Exception exception);

    [LoggerMessage(LogLevel.Warning, "What the hub has on offer is not pulled now: {Reason}")]
    private partial void LogNotBegun(string reason);

    [LoggerMessage(LogLevel.Warning, "Bytes of the object '{Name}' were wrong or were damaged here; they are pulled again")]
    private partial void LogDamaged(string name);

    [LoggerMessage(LogLevel.Warning, "A message of the hub could not be read and was ignored")]
    private partial void LogMalformed(Exception exception);
}
