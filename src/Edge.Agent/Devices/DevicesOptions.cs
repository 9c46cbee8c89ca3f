using Edge.Agent.Devices.Camera;
using Edge.Agent.Devices.Card;
using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Finger;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Devices.Link;
using Edge.Agent.Devices.Power;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Sound;
using Edge.Agent.Devices.Strip;

namespace Edge.Agent.Devices;

/// <summary>What is connected to the board. Nothing, by default.</summary>
internal sealed class DevicesOptions
{
    public const string Section = "Devices";

    /// <summary>Every device is a virtual one, whatever its own settings say: for trying a kiosk out in a browser.</summary>
    public bool Virtual { get; init; }

    /// <summary>Buttons and lights on GPIO lines.</summary>
    public GpioOptions Gpio { get; init; } = new();

    /// <summary>Coloured lights on a strip.</summary>
    public StripOptions Strip { get; init; } = new();

    /// <summary>The ticket printer.</summary>
    public PrinterOptions Printer { get; init; } = new();

    /// <summary>The barcode scanner.</summary>
    public ScannerOptions Scanner { get; init; } = new();

    /// <summary>The officer's numeric keypad.</summary>
    public KeypadOptions Keypad { get; init; } = new();

    /// <summary>The call display.</summary>
    public DisplayOptions Display { get; init; } = new();

    /// <summary>The speaker.</summary>
    public SpeakerOptions Speaker { get; init; } = new();

    /// <summary>The battery's monitor.</summary>
    public PowerOptions Power { get; init; } = new();

    /// <summary>The modem, as a meter of the mobile network's signal.</summary>
    public ModemOptions Modem { get; init; } = new();

    /// <summary>The fingerprint sensor.</summary>
    public FingerOptions Finger { get; init; } = new();

    /// <summary>The portrait camera.</summary>
    public CameraOptions Camera { get; init; } = new();

    /// <summary>The chip card reader.</summary>
    public CardOptions Card { get; init; } = new();
}
