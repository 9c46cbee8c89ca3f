using System.Globalization;
using Edge.Contracts.Wire;

namespace Edge.Hub.Ingest;

/// <summary>
/// Tells a board that exceeds its grant from one that is only quick, by what has arrived of it and was not yet answered:
/// a board that keeps to its grant cannot have more under way than that. Generous, since a grant may shrink while chunks
/// are on their way: twice the largest one of the connection, and some more. No clock here and no I/O: time goes in,
/// decisions come out.
/// </summary>
internal sealed class FloodPolicy(IngestOptions options)
{
    // On top of twice the grant. It covers what a board may still send on the grant of a hub run before this one.
    private const int SpareChunks = 64;
    private const long SpareBytes = 1024 * 1024;

    // Beyond these an offer is left unanswered, as beyond its rate, and so what it says comes again. No reason to evict: boards repeat what a slow hub does not answer.
    private const int QueuedOffers = 128;

    // So many times the rate and the burst of offers that are looked at is a flood of them.
    private const int FloodRate = 10;
    private const int FloodBurst = 2;

    // One ask of some bytes is answered with up to 32 KiB. An object of 64 KiB takes two.
    private const double AsksPerSecond = 4;
    private const int AskBurst = 32;

    // A birth and a death for each connection of a link that flaps every second, and a word a minute in between.
    private const double HealthPerSecond = 4;
    private const int HealthBurst = 32;

    // A board whose key this hub has lost offers a whole card of records that are refused, as fast as they are answered. Each is held for a minute then.
    private const double RefusalsPerSecond = 200;
    private const int RefusalBurst = 12_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, BoardAccount> _boards = new(StringComparer.Ordinal);

    /// <summary>A message has arrived.</summary>
    public Verdict Judge(string node, bool isOffer, int bytes, TimeSpan now)
    {
        var board = Of(node);
        if (now < board.CoolsUntil) return StillTalking(node, board, now);
        var reason = isOffer ? Offer(board, now) : Chunk(board, bytes);
        if (reason is not null) return new Verdict(false, Evict(node, board, reason, now));
        if (isOffer && (!board.Offers.Take(now) || board.QueuedOffers >= QueuedOffers)) return Verdict.Drop;
        board.Queue(isOffer, bytes);
        return Verdict.Take;
    }

    /// <summary>An ask has arrived: one too many is left unanswered, a flood of them is none of a board that wants the object.</summary>
    public Verdict JudgeAsk(string node, TimeSpan now)
    {
        var board = Of(node);
        if (now < board.CoolsUntil) return StillTalking(node, board, now);
        if (!board.FloodOfAsks.Take(now))
        {
            return new Verdict(false, Evict(node, board, string.Create(CultureInfo.InvariantCulture,
                $"more than {FloodRate * AsksPerSecond} asks a second and {FloodBurst * AskBurst} at once"), now));
        }
        return board.Asks.Take(now) ? Verdict.Take : Verdict.Drop;
    }

    /// <summary>Health has arrived: what is too much of it is left out, a flood is none of a board that says what changed. A death is the broker's word, which a board that is shut out has coming to it.</summary>
    public Verdict JudgeHealth(string node, bool isDeath, TimeSpan now)
    {
        var board = Of(node);
        if (now < board.CoolsUntil) return isDeath && board.Health.Take(now) ? Verdict.Take : StillTalking(node, board, now);
        if (!board.FloodOfHealth.Take(now))
        {
            return new Verdict(false, Evict(node, board, string.Create(CultureInfo.InvariantCulture,
                $"more than {FloodRate * HealthPerSecond} messages of health a second and {FloodBurst * HealthBurst} at once"), now));
        }
        return board.Health.Take(now) ? Verdict.Take : Verdict.Drop;
    }

    /// <summary>So much of what a board offered was refused: unsigned, malformed, or more than it may begin. What is beyond this serves nobody.</summary>
    public Eviction? Refused(string node, int count, TimeSpan now)
    {
        var board = Of(node);
        if (now < board.CoolsUntil) return null;
        for (var i = 0; i < count; i++)
        {
            if (!board.FloodOfRefusals.Take(now)) return Evict(node, board, string.Create(CultureInfo.InvariantCulture, $"more than {RefusalsPerSecond} records a second and {RefusalBurst} at once that are refused"), now);
        }
        return null;
    }

    /// <summary>A message that was taken is dealt with: its fate is told next.</summary>
    public void Done(string node, bool isOffer, int bytes) => Of(node).Unqueue(isOffer, bytes);

    /// <summary>The board is answered; an answer to nobody's offer, or without a window, grants nothing.</summary>
    public void Answered(string node, Have have, TimeSpan now)
    {
        var board = Of(node);
        if (have.Window is not { } window || now < board.CoolsUntil || !have.Incarnation.Span.ContainsAnyExcept((byte)0)) return;
        board.Grant(have, (int)window.Chunks, (long)window.Bytes);
    }

    /// <summary>The hub has lost its own connection: nothing it had queued will be answered.</summary>
    public void Forget()
    {
        foreach (var board in _boards.Values) board.ForgetQueue();
    }

    // Each new record is a reason to offer, so a quick board under load offers often; but never as often as this.
    private string? Offer(BoardAccount board, TimeSpan now) => board.FloodOfOffers.Take(now)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"more than {FloodRate * options.OffersPerSecond} offers a second and {FloodBurst * options.OfferBurst} at once");

    private string? Chunk(BoardAccount board, int bytes)
    {
        if (board.IsGranted)
        {
            var (chunks, room) = (2 * board.GrantedChunks + SpareChunks, 2 * board.GrantedBytes + SpareBytes);
            if (board.QueuedChunks < chunks && board.QueuedBytes + bytes <= room) return null;
            return string.Create(CultureInfo.InvariantCulture,
                $"{board.QueuedChunks + 1} chunks, {board.QueuedBytes + bytes} bytes without waiting for an answer; granted were {board.GrantedChunks} and {board.GrantedBytes}");
        }
        board.UngrantedChunks++;
        board.UngrantedBytes += bytes;
        if (board.UngrantedChunks <= 2 * options.BoardWindowChunks + SpareChunks && board.UngrantedBytes <= 2L * options.BoardWindowBytes + SpareBytes) return null;
        return string.Create(CultureInfo.InvariantCulture, $"{board.UngrantedChunks} chunks, {board.UngrantedBytes} bytes without any grant");
    }

    private Eviction Evict(string node, BoardAccount board, string reason, TimeSpan now)
    {
        // A board that kept to its grants for long enough is no repeat offender.
        if (now - board.CoolsUntil > 6 * options.LongestCoolDown) board.Offences = 0;
        var coolDown = options.CoolDown * Math.Pow(2, Math.Min(board.Offences++, 20));
        if (coolDown > options.LongestCoolDown) coolDown = options.LongestCoolDown;
        board.CoolsUntil = now + coolDown;
        board.ClosedAt = now;
        board.Detail = string.Create(CultureInfo.InvariantCulture, $"{reason}; shut out for {coolDown.TotalSeconds:0} s");
        board.ForgetGrant();
        return new Eviction(node, coolDown, board.CoolsUntil, board.Detail, IsFirst: true);
    }

    // What the broker had queued arrives after the eviction; what arrives long after it comes over a connection that is still there.
    private static Verdict StillTalking(string node, BoardAccount board, TimeSpan now)
    {
        if (now - board.ClosedAt < Patience) return Verdict.Drop;
        board.ClosedAt = now;
        return new Verdict(false, new Eviction(node, board.CoolsUntil - now, board.CoolsUntil, board.Detail, IsFirst: false));
    }

    private BoardAccount Of(string node)
    {
        if (!_boards.TryGetValue(node, out var board))
        {
            _boards[node] = board = new BoardAccount
            {
                Offers = new RateLimit(options.OffersPerSecond, options.OfferBurst),
                Asks = new RateLimit(AsksPerSecond, AskBurst),
                FloodOfAsks = new RateLimit(FloodRate * AsksPerSecond, FloodBurst * AskBurst),
                Health = new RateLimit(HealthPerSecond, HealthBurst),
                FloodOfHealth = new RateLimit(FloodRate * HealthPerSecond, FloodBurst * HealthBurst),
                FloodOfRefusals = new RateLimit(RefusalsPerSecond, RefusalBurst),
                FloodOfOffers = new RateLimit(FloodRate * options.OffersPerSecond, FloodBurst * options.OfferBurst),
            };
        }
        return board;
    }
}

/// <summary>A board is to be shut out.</summary>
/// <param name="Node">Its name.</param>
/// <param name="CoolDown">For how long.</param>
/// <param name="Until">The moment it may come back.</param>
/// <param name="Detail">What it did, with figures.</param>
/// <param name="IsFirst">False where it was told before and its messages go on arriving: its connection has to be closed again.</param>
internal sealed record Eviction(string Node, TimeSpan CoolDown, TimeSpan Until, string Detail, bool IsFirst);

/// <summary>What becomes of one message: whether it is taken, and whether its sender is to go.</summary>
internal readonly record struct Verdict(bool IsTaken, Eviction? Eviction = null)
{
    public static Verdict Take { get; } = new(true);

    public static Verdict Drop { get; } = new(false);
}
