using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink.Addresses;

/// <summary>Watches one connection: whether the hub is at its other end, and whether the hub has told a better address that is to be tried now.</summary>
internal sealed partial class AddressWatch(AddressTurns turns, AgentIdentity identity, IRecordSpool spool, IOptions<UplinkOptions> options, ILogger<AddressWatch> logger) : IUplinkPart
{
    // A hub that restarts is back by then; where there is only one address, the board stays anyway.
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(1);

    private readonly UplinkOptions _options = options.Value;
    private TimeSpan? _openedAt;
    private TimeSpan? _heardAt;
    private bool _answered;
    private TimeSpan? _due;

    public TimeSpan? Due => _due;

    public void Opened() => (_openedAt, _heardAt, _answered, _due) = (null, null, false, null);

    /// <exception cref="MqttException">The hub is not here, or the board goes to see whether it is at a better address.</exception>
    public ValueTask SayIfDueAsync(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken)
    {
        _openedAt ??= now;
        if (_answered) LeaveIfDue(now);
        else StayOnlyFor(_openedAt.Value, now);
        return ValueTask.CompletedTask;
    }

    public bool Take(MqttMessage message, TimeSpan now) => false;

    public void Heard(Have have)
    {
        _heardAt = null;
        if (turns.NeedsProof && !Shows(have)) return;
        if (turns.NeedsProof) LogAdopted(turns.Current);
        if (!_answered) turns.Answered();
        _answered = true;
    }

    private void StayOnlyFor(TimeSpan since, TimeSpan now)
    {
        var limit = turns.NeedsProof ? _options.AddressProofWithin : Silent;
        _due = turns.NeedsProof || turns.HasOthers ? since + limit : null;
        if (now < (_due ?? TimeSpan.MaxValue)) return;
        throw new MqttException(turns.NeedsProof
            ? $"whoever answers at {turns.Current} has not shown the hub's key within {limit.TotalSeconds:0.#} s; the addresses that did stay in use"
            : $"the broker at {turns.Current} answers and the hub behind it has not for {limit.TotalSeconds:0} s; the next address is tried");
    }

    private void LeaveIfDue(TimeSpan now)
    {
        // A hub that has fallen silent on an open connection may have moved away from a broker that stays.
        _heardAt ??= now;
        _due = turns.HasOthers ? _heardAt + _options.IdleOffer + Silent : null;
        if (now >= _due) throw new MqttException($"the broker at {turns.Current} answers and the hub behind it does not any more; the next address is tried");
        if (turns.Better(now) is not { } better) return;
        // Records first; a board that is never idle goes all the same after as long again.
        var at = spool.Queued.Count == 0 ? better.At : better.At + _options.AddressTryEvery;
        if (at < (_due ?? TimeSpan.MaxValue)) _due = at;
        if (now < at) return;
        turns.LeaveFor(better.Address);
        throw new MqttException($"the connection is left for {better.Address}, which the hub has told, to see whether it answers there");
    }

    private bool Shows(Have have)
    {
        if (have.Presence is not { } presence) return false;
        try
        {
            HubPresences.Verify(presence, identity.Node, have.Incarnation, have.Connection, identity.Trust.Current);
            return true;
        }
        catch (MalformedException e)
        {
            LogNotShown(turns.Current, e.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "The hub has answered at {Address} with its own key; from now on the board connects there")]
    private partial void LogAdopted(HubAddress address);

    [LoggerMessage(LogLevel.Warning, "Whoever answers at {Address} is not shown to be the hub: {Reason}")]
    private partial void LogNotShown(HubAddress address, string reason);
}
