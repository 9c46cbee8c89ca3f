using System.Net;
using Edge.Agent.Identity.Settings;
using Edge.Contracts.Settings;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink.Addresses;

/// <summary>The address that is dialled, or connected to, now. It belongs to the uplink's loop.</summary>
internal sealed class AddressTurns
{
    private readonly AddressBook _book;
    private readonly AddressPlan _plan;

    public AddressTurns(AddressBook book, IOptions<UplinkOptions> options)
        : this(book, new AddressPlan(options.Value.AddressTryEvery, options.Value.AddressTrySpread, Random.Shared.NextDouble))
    {
    }

    internal AddressTurns(AddressBook book, AddressPlan plan)
    {
        (_book, _plan) = (book, plan);
        Current = book.Mqtt[^1].Address;
    }

    private bool _answered;

    /// <summary>Dialled, or connected to.</summary>
    public HubAddress Current { get; private set; }

    /// <summary>Nobody has shown yet that the hub is there.</summary>
    public bool NeedsProof { get; private set; }

    /// <inheritdoc cref="AddressPlan.Brief"/>
    public bool Brief => _plan.Brief;

    /// <summary>There is another one to go to.</summary>
    public bool HasOthers => _book.Mqtt.Count > 1;

    /// <summary>Where its name led before.</summary>
    public IReadOnlyList<IPAddress> LastSeen => _book.Last.Of(Current.Host);

    /// <summary>Whoever has the hub's certificate is there.</summary>
    public void Reached(IPAddress at) => _book.Last.Answered(Current.Host, at);

    public void Next(TimeSpan now)
    {
        var next = _plan.Next(_book.Mqtt, now);
        (Current, NeedsProof, _answered) = (next.Address, !next.Proven, false);
    }

    /// <summary>The attempt, or its connection, is over; it failed where the hub never answered.</summary>
    public void Ended()
    {
        if (!_answered) _plan.Failed();
    }

    public void LinkChanged() => _plan.LinkChanged();

    /// <summary>The hub has answered here, and shown that it is the hub where that was asked.</summary>
    public void Answered()
    {
        (NeedsProof, _answered) = (false, true);
        _plan.Answered(Current);
        _book.Answered(Current);
    }

    /// <inheritdoc cref="AddressPlan.Better"/>
    public (HubAddress Address, TimeSpan At)? Better(TimeSpan now) => _plan.Better(_book.Mqtt, Current, now);

    public void LeaveFor(HubAddress address) => _plan.LeaveFor(address);
}
