using Edge.Contracts.Shown;
using Edge.Hub.Fleet;

namespace Edge.Hub.Views.Fleet;

/// <summary>What state a board is in, and why. No clock and no I/O.</summary>
internal sealed class BoardRules(FleetOptions options)
{
    // What a board said of itself longer ago tells nothing of how it is.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    // A board whose broker tells nothing of it, or that has no health yet, speaks by its offers.
    private static readonly TimeSpan Talking = TimeSpan.FromMinutes(2);

    // A hub that was away, or without its broker, gives boards so long to come back before it calls any of them silent.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public FleetRow Row(BoardFacts facts, DateTimeOffset now, DateTimeOffset listensSince = default)
    {
        var (state, causes) = Judge(facts, now, listensSince);
        var (signs, archive) = (facts.Signs, facts.Archive);
        return new FleetRow
        {
            Node = facts.Node,
            Group = facts.Group,
            State = state,
            Causes = causes,
            Faults = causes.Contains(BoardCause.Device) ? [.. signs.Faults.Where(IsDevice)] : [],
            Online = signs.Presence == Presence.Online,
            LastContact = facts.LastContact,
            Usual = facts.Usual,
            BacklogRecords = facts.Backlog,
            BacklogBytes = facts.BacklogBytes,
            BacklogOldest = facts.Backlog > 0 ? signs.BacklogOldest : null,
            Stored = archive.Stored,
            Receiving = archive.Receiving,
            Gaps = archive.Gaps,
            Damaged = archive.Damaged,
            LinkPercent = signs.LinkPercent,
            PowerPercent = signs.PowerPercent,
            OnMains = signs.OnMains,
            DiskFreePercent = signs.DiskFreePercent,
            Temperature = signs.Temperature,
            Paper = signs.Paper,
            ClockRight = signs.ClockRight is { } clock ? clock with { Value = !ClockIsOff(signs) } : null,
            Version = signs.Version ?? archive.Version,
            Offered = archive.Offered,
            Alerts = facts.Alerts,
            Contacts = facts.Contacts,
        };
    }

    /// <summary>The state, and every cause that holds, worst first.</summary>
    /// <param name="facts">What is known of the board.</param>
    /// <param name="now">This moment.</param>
    /// <param name="listensSince">From when on a board that spoke would have been heard.</param>
    public (BoardState State, IReadOnlyList<BoardCause> Causes) Judge(BoardFacts facts, DateTimeOffset now, DateTimeOffset listensSince = default)
    {
        var refused = Lately(facts.Archive.RefusedAt, now);
        if (facts.Locked) return (BoardState.Locked, refused ? [BoardCause.RefusedCertificate] : []);
        if (facts.LastContact is not { } last) return (BoardState.Unheard, []);
        var online = facts.Signs.Presence == Presence.Online;
        var silent = !online && now - last > LimitOf(facts) && (last > listensSince || now - listensSince > Grace);
        var causes = Causes(facts, now, online, silent).ToList();
        if (causes.Exists(c => c != BoardCause.Silent)) return (BoardState.Attention, causes);
        if (silent) return (BoardState.Silent, causes);
        return (online || now - last < Talking ? BoardState.Healthy : BoardState.OfflineAsUsual, causes);
    }

    private TimeSpan LimitOf(BoardFacts facts) => facts.Usual?.Limit ?? options.UnknownHabit;

    private IEnumerable<BoardCause> Causes(BoardFacts facts, DateTimeOffset now, bool online, bool silent)
    {
        var (signs, archive) = (facts.Signs, facts.Archive);
        if (Lately(archive.ForkAt, now)) yield return BoardCause.Fork;
        if (Lately(archive.DamagedAt, now)) yield return BoardCause.Damaged;
        if (archive.Gaps > 0) yield return BoardCause.Gap;
        if (silent) yield return BoardCause.Silent;
        if (facts.Backlog > 0 && now - signs.BacklogOldest > options.BacklogAge) yield return BoardCause.BacklogAge;
        if (signs.StoreFull || signs.StoreFailed || signs.DiskFreePercent?.Value < options.DiskFreePercent) yield return BoardCause.Disk;
        if (!online && !(now - signs.HeardAt < Fresh)) yield break;
        if (signs.Faults.Any(IsBattery) || (signs.OnMains is not { Value: true } && signs.PowerPercent?.Value <= options.BatteryPercent)) yield return BoardCause.Battery;
        if (signs.Faults.Any(IsDevice)) yield return BoardCause.Device;
        if (ClockIsOff(signs)) yield return BoardCause.Clock;
        if (signs.Paper is { Value: false }) yield return BoardCause.Paper;
    }

    /// <summary>A fault that no other cause says.</summary>
    internal static bool IsDevice(string fault) => !IsBattery(fault) && !fault.EndsWith($" {FaultWords.PaperOut}", StringComparison.Ordinal);

    private static bool IsBattery(string fault) => fault.EndsWith($" {FaultWords.BatteryLow}", StringComparison.Ordinal);

    private bool ClockIsOff(BoardSigns signs) => signs.ClockOffset is { } offset ? offset.Duration() > options.ClockOff : signs.ClockRight is { Value: false };

    private bool Lately(DateTimeOffset? at, DateTimeOffset now) => at is { } happened && now - happened < options.EventsFor;
}
