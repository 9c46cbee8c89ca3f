using System.Device.Gpio;
using Edge.Agent.Devices.Display;
using Iot.Device.Tm16xx;

namespace Edge.Iot.Devices;

/// <summary>Four or six digits of seven segments: enough for a ticket's letter and number.</summary>
internal sealed class Tm1637Display : ICallDisplay
{
    private const string Device = "display (Tm1637)";

    // Bit 0 is the top, then clockwise, bit 6 the middle. Letters that seven segments cannot show are left dark.
    private static readonly Dictionary<char, byte> Segments = new()
    {
        ['0'] = 0x3f, ['1'] = 0x06, ['2'] = 0x5b, ['3'] = 0x4f, ['4'] = 0x66, ['5'] = 0x6d, ['6'] = 0x7d, ['7'] = 0x07, ['8'] = 0x7f, ['9'] = 0x6f,
        ['A'] = 0x77, ['B'] = 0x7c, ['C'] = 0x39, ['D'] = 0x5e, ['E'] = 0x79, ['F'] = 0x71, ['G'] = 0x3d, ['H'] = 0x76, ['J'] = 0x1e, ['L'] = 0x38,
        ['N'] = 0x54, ['O'] = 0x5c, ['P'] = 0x73, ['Q'] = 0x67, ['R'] = 0x50, ['S'] = 0x6d, ['T'] = 0x78, ['U'] = 0x3e, ['Y'] = 0x6e, ['-'] = 0x40, ['_'] = 0x08,
    };

    private readonly Tm1637 _chip;

    /// <exception cref="Edge.Agent.Devices.DeviceException">Its lines cannot be had.</exception>
    public Tm1637Display(int clock, int data, int digits, GpioController controller)
    {
        Columns = digits;
        _chip = DeviceCalls.Do(Device, () => new Tm1637(clock, data, controller, shouldDispose: true));
        DeviceCalls.Do(Device, () => _chip.SetScreen(brightness: 7, screenOn: true, waitForNextDisplay: true));
    }

    public int Columns { get; }

    public int Rows => 1;

    public Task ShowAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken) => DeviceCalls.DoAsync(Device, () =>
    {
        _chip.Display(Encode(lines.Count > 0 ? lines[0] : "", Columns));
        return true;
    }, cancellationToken);

    public void Dispose() => _chip.Dispose();

    internal static byte[] Encode(string text, int digits) =>
        [.. PlainLetters.Of(text).ToUpperInvariant().PadRight(digits)[..digits].Select(c => Segments.GetValueOrDefault(c))];
}
