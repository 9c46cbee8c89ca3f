using Edge.Agent.Identity.Settings;
using Edge.Contracts.Settings;

namespace Edge.Agent.Uplink.Addresses;

/// <summary>
/// Which of the hub's addresses is dialled next. A window of signal may be short, so one that has answered goes first; a new one has a
/// bounded try when the board is idle, and after every few attempts that failed. It has no clock and does no I/O: times go in.
/// </summary>
/// <param name="every">How often one address is tried beside a connection that works.</param>
/// <param name="spread">Within this time after an address was told its first try begins: a thousand boards do not come at once.</param>
/// <param name="random">0 to 1: where within.</param>
internal sealed class AddressPlan(TimeSpan every, TimeSpan spread, Func<double> random)
{
    /// <summary>After so many attempts that failed at addresses that answered before, one goes to another.</summary>
    internal const int FailuresBeforeTry = 3;

    private const int MostNoted = 64;

    private readonly Dictionary<HubAddress, TimeSpan> _dueAt = [];
    private readonly HashSet<HubAddress> _triedBriefly = [];
    private HubAddress? _best;
    private HubAddress? _leavingFor;
    private bool _tries;
    private int _failed;
    private int _sinceTry;

    /// <summary>The attempt is one in passing: every other one at a new address is not, or a slow link would never reach it.</summary>
    public bool Brief { get; private set; }

    /// <summary>The next address; <paramref name="known"/> has at least one that is proven.</summary>
    public KnownAddress Next(IReadOnlyList<KnownAddress> known, TimeSpan now)
    {
        var leavingFor = _leavingFor;
        _leavingFor = null;
        if (known.FirstOrDefault(k => k.Address == leavingFor) is { } wanted) return Try(wanted, now);
        if (_sinceTry >= FailuresBeforeTry && known.Where(k => !k.Proven).MinBy(k => DueAt(k.Address, now)) is { } other)
        {
            _sinceTry = 0;
            return Try(other, now);
        }
        (_tries, Brief) = (false, false);
        var good = known.Where(k => k.Proven).ToList();
        var first = good.FindIndex(k => k.Address == _best);
        return good[(Math.Max(first, 0) + _failed) % good.Count];
    }

    /// <summary>Nothing came of the last attempt.</summary>
    public void Failed()
    {
        if (_tries) return;
        _failed++;
        _sinceTry++;
    }

    /// <summary>The hub is at that address.</summary>
    public void Answered(HubAddress address)
    {
        _best = address;
        (_failed, _sinceTry, _tries) = (0, 0, false);
    }

    /// <summary>A link came: what failed before says nothing of it, and an address that answered before goes first.</summary>
    public void LinkChanged()
    {
        _failed = 0;
        _sinceTry = Math.Min(_sinceTry, FailuresBeforeTry - 1);
    }

    /// <summary>An address the hub likes better than the one of this connection, and when it is to be tried; null where there is none.</summary>
    public (HubAddress Address, TimeSpan At)? Better(IReadOnlyList<KnownAddress> known, HubAddress connected, TimeSpan now)
    {
        (HubAddress Address, TimeSpan At)? soonest = null;
        foreach (var candidate in known.TakeWhile(k => k.Told && k.Address != connected))
        {
            var at = DueAt(candidate.Address, now);
            if (soonest is null || at < soonest.Value.At) soonest = (candidate.Address, at);
        }
        return soonest;
    }

    /// <summary>The connection is left, and this address dialled next.</summary>
    public void LeaveFor(HubAddress address) => _leavingFor = address;

    private KnownAddress Try(KnownAddress address, TimeSpan now)
    {
        _tries = true;
        _dueAt[address.Address] = now + every;
        if (_triedBriefly.Count >= MostNoted) _triedBriefly.Clear();
        Brief = !address.Proven && !_triedBriefly.Remove(address.Address) && _triedBriefly.Add(address.Address);
        return address;
    }

    private TimeSpan DueAt(HubAddress address, TimeSpan now)
    {
        if (_dueAt.TryGetValue(address, out var at)) return at;
        // Told once and gone since, by dozens: nothing is lost by forgetting when each was tried.
        if (_dueAt.Count >= MostNoted) _dueAt.Clear();
        return _dueAt[address] = now + random() * spread;
    }
}
