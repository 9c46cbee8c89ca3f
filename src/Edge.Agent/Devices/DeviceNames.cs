namespace Edge.Agent.Devices;

/// <summary>What the devices are called in states, logs and answers.</summary>
internal static class DeviceNames
{
    public const string Gpio = "gpio";
    public const string Printer = "printer";
    public const string Scanner = "scanner";
    public const string Keypad = "keypad";
    public const string Display = "display";
    public const string Speaker = "speaker";
    public const string Power = "power";
    public const string Modem = "modem";
    public const string Finger = "finger";
    public const string Camera = "camera";
    public const string Card = "card";
    public const string Strip = "strip";

    /// <summary>All that have a virtual twin: a strip has none, since every light has one on the virtual lines.</summary>
    public static IReadOnlyList<string> WithTwin { get; } = [Gpio, Printer, Scanner, Keypad, Display, Speaker, Power, Modem, Finger, Camera, Card];
}
