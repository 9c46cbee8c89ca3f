using System.Security.Cryptography;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Identity;
using Edge.Agent.Kiosk.Api;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Simulator;

/// <summary>Everything the page shows, in sections that change by themselves.</summary>
internal sealed class SimulatorView(VirtualBoard board, DeviceRegistry devices, FaultList faults, KioskSettings kiosk, QueueView queue, Announcer voice, AgentIdentity identity)
{
    /// <summary>The printer's faults that can be made here.</summary>
    public static IReadOnlyList<PrinterStatus> Faults { get; } = [PrinterStatus.PaperOut, PrinterStatus.PaperNearEnd, PrinterStatus.CoverOpen, PrinterStatus.Cutter];

    private const int Remembered = 4;
    private static readonly string[] Lights = [LightPlan.Ready, LightPlan.Busy, LightPlan.Call, LightPlan.Error, LightPlan.NoStore, .. LightPlan.Link];

    /// <summary>Which run of the agent this is: papers and clips are counted anew in each.</summary>
    public string Run { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);

    public IEnumerable<(string Name, object Value)> Sections()
    {
        yield return ("kiosk", Kiosk());
        yield return ("lights", board.Gpio.Levels is var levels ? Lights.ToDictionary(l => l, l => levels.GetValueOrDefault(l)) : []);
        yield return ("display", board.Display.Shown);
        yield return ("speech", Speech());
        yield return ("papers", new { Last = board.Printer.Printed });
        yield return ("faults", FaultsNow());
        yield return ("devices", devices.All.Where(d => DeviceNames.WithTwin.Contains(d.Name)).Select(Device));
        yield return ("trial", Trial());
        yield return ("queue", queue.Queue());
    }

    private object Kiosk() => new
    {
        Run,
        identity.Node,
        kiosk.Place,
        kiosk.Options.Desk,
        Services = kiosk.Services.Select(s => new { s.Id, s.Button, s.Pictogram, Letter = s.Letter.ToString(), s.Names }),
        Keys = Enum.GetValues<KeypadKey>().ToDictionary(k => k.ToString(), k => kiosk.Keys.GetValueOrDefault(k).ToString()),
        kiosk.Reasons,
    };

    // The tick that answers a press is heard and is no words.
    private object Speech() => new
    {
        Playing = board.Speaker.Playing?.Number,
        Clips = board.Speaker.Spoken is [.., var last] ? last.Number : 0,
        Utterance = voice.Recent is [.., var newest] ? newest.Number : 0,
        Said = voice.Recent.Where(s => s.Text.Length > 0).TakeLast(Remembered).Select(s => new { s.Number, s.Language, s.Call, s.Text }),
    };

    private object Trial() => new
    {
        Citizens = MadeUpCitizens.All.Select(c => new { c.Number, c.Name, c.Birth }),
        Finger = board.Finger.Resting?.ToString(),
        Portrait = board.Camera.Kind?.ToString(),
    };

    private object FaultsNow() => new
    {
        Printer = Faults.ToDictionary(f => f.ToString(), f => board.Printer.Status.HasFlag(f)),
        Charge = board.Power.ChargePercent,
        board.Power.Mains,
        board.Modem.Bars,
    };

    private object Device(DeviceStatus status) => new
    {
        status.Name,
        State = status.State.ToString(),
        status.Reason,
        Faults = faults.Now.Where(f => f.Device == status.Name).Select(f => new { f.What, f.Word.Vi, f.Word.En, Notice = f.IsNotice }),
        board[status.Name].Plugged,
        Slow = board[status.Name].Delay != TimeSpan.Zero,
    };
}
