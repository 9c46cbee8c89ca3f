using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>Random days at a kiosk, from a seed.</summary>
internal sealed class KioskLife(int seed)
{
    private static readonly string[] Services = ["card", "account", "result"];
    private static readonly string[] Reasons = ["ill", "away", "cannot-read"];
    private readonly Random _dice = new(seed);

    public KioskCommand Next(QueueState state)
    {
        // Two desks where the kiosk has them; a wrong one is refused, and that is life too.
        var wish = Wish(state) with { Desk = _dice.Next(5) == 0 ? 2 : 1 };
        if (_dice.Next(3) != 0) return wish;
        var id = new byte[16];
        _dice.NextBytes(id);
        return wish with { Id = new Guid(id) };
    }

    private KioskCommand Wish(QueueState state) => _dice.Next(28) switch
    {
        0 when state.IsOpen => new KioskCommand.CloseDay(),
        0 or 1 or 2 when !state.IsOpen => new KioskCommand.OpenDay(),
        < 10 => new KioskCommand.Give(Services[_dice.Next(Services.Length)], _dice.Next(3) == 0, _dice.Next(2) == 0 ? "vi" : "en", _dice.Next(4) == 0 ? _dice.Next(2, 5) : 1),
        < 14 => new KioskCommand.Next(),
        14 => new KioskCommand.Next(Any(state)),
        15 or 16 => new KioskCommand.Recall(),
        17 => new KioskCommand.NoShow(),
        18 => new KioskCommand.Done(),
        19 => new KioskCommand.Except(Reasons[_dice.Next(Reasons.Length)]),
        20 => new KioskCommand.Mark(Any(state), _dice.Next(2) == 0),
        21 => new KioskCommand.PassOn(_dice.Next(2) == 0 ? Any(state) : null, Services[_dice.Next(Services.Length)], _dice.Next(3) == 0 ? 2 : null),
        22 => new KioskCommand.Pause(_dice.Next(2) == 0),
        23 => new KioskCommand.Share(_dice.Next(2) == 0 ? Any(state) : null, _dice.Next(0, 5)),
        _ => new KioskCommand.Undo(),
    };

    private string? Any(QueueState state) => state.Tickets.Count == 0 ? null : state.Tickets[_dice.Next(state.Tickets.Count)].Number;
}
