using System.Net.Sockets;
using Edge.Agent.Identity;
using Edge.Agent.Power;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Addresses;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Hosting.Waiting;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink;

/// <summary>Connects to the hub, and waits between two attempts as link, battery and hub ask for.</summary>
internal sealed class UplinkDialer(IMqttConnector connector, AgentIdentity identity, AddressTurns turns, ILinkWatch link, PowerSupply supply, BoardPower power, IOptions<UplinkOptions> options, TimeProvider time)
{
    private readonly UplinkOptions _options = options.Value;
    private readonly DialPlan _plan = new(options.Value);
    private Task _changed = Task.CompletedTask;
    private TimeSpan? _linkCameAt;
    private int _failed;

    // Nothing is known to wait behind an address that has not shown the hub: it may be somebody's who answers everything, late or never. Every other attempt there has its full time, for a link that is slow.
    private static readonly TimeSpan BriefAttempt = TimeSpan.FromSeconds(5);

    // The broker gives a silent board up after as long: what comes later comes to nobody.
    private static readonly TimeSpan MostOutage = MqttOptions.UsualKeepAlive * 1.5;

    public HubAddress Address => turns.Current;

    /// <summary>A connection may be kept while another is dialled: there is only one address, and the hub is there.</summary>
    public bool MayStay => !turns.NeedsProof && !turns.HasOthers;

    /// <summary>How long ago a link came; null where none has since the last connection was opened.</summary>
    public TimeSpan? LinkCameAgo
    {
        get
        {
            if (_changed.IsCompleted) LinkChanged();
            return Now - _linkCameAt;
        }
    }

    /// <exception cref="MqttException">There is no connection.</exception>
    public async Task<IMqttConnection> ConnectAsync(MqttWill will, CancellationToken cancellationToken)
    {
        // Taken before the attempt, so that no change falls between it and the wait that follows.
        _changed = link.Changed;
        turns.Next(Now);
        try
        {
            return await ConnectAsync(ConnectOptions(will), cancellationToken);
        }
        catch (MqttException e)
        {
            // Whoever answered first may have been a sign-in page: the next attempt begins with another link. Silence and refusals say nothing of
            // a link, since each of them was tried.
            if (!e.Unanswered && e.InnerException is not SocketException) _failed++;
            throw;
        }
    }

    /// <summary>Dials once more where the present connection goes, while that one may still come back.</summary>
    /// <param name="beforeHello">Waited for once TCP has been answered.</param>
    /// <exception cref="MqttException">There is no connection.</exception>
    public Task<IMqttConnection> ConnectBesideAsync(MqttWill will, Func<CancellationToken, Task> beforeHello, CancellationToken cancellationToken)
    {
        _changed = link.Changed;
        return ConnectAsync(ConnectOptions(will) with { BeforeHello = beforeHello }, cancellationToken);
    }

    /// <summary>Waits before the next attempt; one that nobody <paramref name="unanswered">answered</paramref> is soon made again.</summary>
    public Task WaitAsync(bool unanswered, TimeSpan pause, CancellationToken cancellationToken)
    {
        turns.Ended();
        return PauseAsync(unanswered, pause, cancellationToken);
    }

    /// <summary>The same between two attempts beside a connection; ends early when one of <paramref name="ends"/> does.</summary>
    public async Task PauseAsync(bool unanswered, TimeSpan pause, CancellationToken cancellationToken, params Task[] ends)
    {
        var known = _changed.IsCompleted;
        if (known) LinkChanged();
        var retry = _plan.Failed(unanswered, LeastRetry, Now);
        // A pause the hub asks for is kept, whatever the link does.
        if (pause > retry) await Task.Delay(pause, time, cancellationToken);
        else if (await time.WaitAnyAsync(retry, cancellationToken, known ? ends : [_changed, .. ends]) && !known && _changed.IsCompleted) LinkChanged();
    }

    private async Task<IMqttConnection> ConnectAsync(MqttOptions mqtt, CancellationToken cancellationToken)
    {
        var connection = await connector.ConnectAsync(mqtt, cancellationToken);
        (_failed, _linkCameAt) = (0, null);
        if (connection.Path is { } path) turns.Reached(path.Hub.Address);
        return connection;
    }

    private void LinkChanged()
    {
        (_failed, _linkCameAt) = (0, Now);
        _plan.LinkChanged(Now);
        turns.LinkChanged();
    }

    private TimeSpan LeastRetry => supply.OnBattery() && _options.RetryDelayOnBattery > power.LeastRetry ? _options.RetryDelayOnBattery : power.LeastRetry;

    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    private MqttOptions ConnectOptions(MqttWill will) => new()
    {
        Host = turns.Current.Host,
        Port = turns.Current.Port,
        ServerName = Names.HubServer,
        ClientId = identity.Node,
        CaFile = identity.CaFile,
        CertificateFile = identity.CertificateFile,
        KeyFile = identity.KeyFile,
        ConnectTimeout = turns.Brief && BriefAttempt < _options.ConnectTimeout ? BriefAttempt : _options.ConnectTimeout,
        LastSeen = turns.LastSeen,
        Interfaces = _options.UseEveryLink ? link.Interfaces : [],
        FirstWay = _failed,
        TcpTimeout = _plan.TcpTimeout,
        Stagger = _plan.Stagger(LeastRetry),
        NetworkChanged = _changed,
        Eager = !turns.NeedsProof,
        UserTimeout = _options.DeadAfter,
        OpenUserTimeout = MayStay ? MostOutage : null,
        Will = will,
    };
}
