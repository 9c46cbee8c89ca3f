using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Kiosk.Desk;
using Edge.Agent.Kiosk.Settings;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Simulator;

/// <summary>What hands do to a kiosk: press its buttons and keys, pull its plugs, take its paper away.</summary>
internal sealed class SimulatorActions(VirtualBoard board, KioskSettings kiosk, PowerCut power)
{
    private static readonly TimeSpan Slowly = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Func<SimulatorActions, SimulatorWish, string?>> _ways = new(StringComparer.Ordinal)
    {
        ["/api/press"] = (hands, wish) => hands.Press(wish.Button),
        ["/api/key"] = (hands, wish) => hands.Key(wish.Key),
        ["/api/scan"] = (hands, wish) => hands.Trial.Scan(wish),
        ["/api/finger"] = (hands, wish) => hands.Trial.Finger(wish.Kind, wish.On),
        ["/api/portrait"] = (hands, wish) => hands.Trial.Portrait(wish.Kind),
        ["/api/printer"] = (hands, wish) => hands.Printer(wish.Fault, wish.On),
        ["/api/plug"] = (hands, wish) => hands.Device(wish.Device, wish.On, (part, on) => part.Plugged = on),
        ["/api/slow"] = (hands, wish) => hands.Device(wish.Device, wish.On, (part, on) => part.Delay = on ? Slowly : TimeSpan.Zero),
        ["/api/charge"] = (hands, wish) => Between(wish.Value, 100, value => hands.Board.Power.ChargePercent = value),
        ["/api/mains"] = (hands, wish) => hands.Mains(wish.On),
        ["/api/signal"] = (hands, wish) => Between(wish.Value, 4, value => hands.Board.Modem.Bars = value),
        ["/api/power-cut"] = (hands, _) => hands.Cut(),
    };

    private VirtualBoard Board => board;

    private TrialActions Trial { get; } = new(board);

    public bool Knows(string path) => _ways.ContainsKey(path);

    public async Task HandleAsync(HttpContext context, string path)
    {
        var problem = await SimulatorWish.ReadAsync(context.Request, context.RequestAborted) is { } wish
            ? _ways[path](this, wish)
            : $"the body must be a JSON object of at most {SimulatorWish.LongestBytes} bytes, with what {path} takes and nothing else";
        if (problem is null) context.Response.StatusCode = StatusCodes.Status204NoContent;
        else await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "Not done", problem);
    }

    private string? Press(string? button)
    {
        string[] known = [.. kiosk.Services.Select(s => s.Button), .. CitizenPanel.OwnButtons];
        // Any name is a line to the virtual lines, also a light's.
        if (button is null || !known.Contains(button)) return $"button is '{button}'; this kiosk has {string.Join(", ", known)}";
        board.Press(button);
        return null;
    }

    private string? Key(string? key)
    {
        if (!Enum.GetNames<KeypadKey>().Contains(key)) return $"key is '{key}'; keys are {string.Join(", ", Enum.GetNames<KeypadKey>())}";
        board.Key(Enum.Parse<KeypadKey>(key!));
        return null;
    }

    private string? Printer(string? fault, bool? on)
    {
        if (on is null || !SimulatorView.Faults.Any(f => f.ToString() == fault)) return $"fault is '{fault}' and on is '{on}'; fault must be one of {string.Join(", ", SimulatorView.Faults)}, and on true or false";
        var flag = Enum.Parse<PrinterStatus>(fault!);
        board.Printer.Status = on.Value ? board.Printer.Status | flag : board.Printer.Status & ~flag;
        return null;
    }

    private string? Device(string? device, bool? on, Action<VirtualPart, bool> change)
    {
        if (on is null || device is null || !DeviceNames.WithTwin.Contains(device)) return $"device is '{device}' and on is '{on}'; device must be one of {string.Join(", ", DeviceNames.WithTwin)}, and on true or false";
        change(board[device], on.Value);
        return null;
    }

    private string? Mains(bool? on)
    {
        if (on is null) return "on must be true or false";
        board.Power.Mains = on.Value;
        return null;
    }

    private string? Cut()
    {
        power.Cut();
        return null;
    }

    private static string? Between(int? value, int most, Action<int> set)
    {
        if (value is not { } known || known < 0 || known > most) return $"value is '{value}'; it must be 0 to {most}";
        set(known);
        return null;
    }
}
