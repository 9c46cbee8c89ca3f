using System.Text;
using Edge.Agent.Devices.Input;
using Edge.Agent.Devices.Kernel;
using Edge.Hosting.Linux;

namespace Edge.Lab.Drivers;

/// <summary>A USB keyboard through the kernel's HID layer (Documentation/hid/uhid.rst): a scanner that types, or a keypad.</summary>
internal sealed class HidKeyboard : IDisposable
{
    private const int Create = 11;
    private const int Input = 12;
    private const byte Shift = 2;
    private const byte Enter = 0x28;

    // The boot keyboard of the HID specification (appendix E.6).
    private static readonly byte[] Descriptor = Convert.FromHexString(
        "05010906A101050719E029E71500250175019508810295017508810395057501050819012905910295017503910395067508150025650507190029658100C0");

    private readonly ManualResetEventSlim _never = new();
    private readonly TimeSpan _pause;
    private readonly string _id;
    private readonly DeviceFile _uhid = DeviceFile.Open("/dev/uhid", DeviceCalls.ReadWrite);

    /// <param name="pause">Between two reports: the kernel keeps some ten keys for a reader that is behind.</param>
    public HidKeyboard(ushort vendor, ushort product, TimeSpan pause)
    {
        _pause = pause;
        _id = $"{vendor:x4}:{product:x4}";
        // struct uhid_create2_req: name[128], phys[64], uniq[64], rd_size, bus, vendor, product, version, country, rd_data
        var request = new byte[4 + 128 + 64 + 64 + 2 + 2 + 4 * 4 + 4096];
        var writer = new BinaryWriter(new MemoryStream(request));
        writer.Write(Create);
        writer.Write(Encoding.ASCII.GetBytes($"Lab keyboard {_id}".PadRight(128 + 64 + 64, '\0')));
        writer.Write((ushort)Descriptor.Length);
        writer.Write((ushort)3);
        foreach (var number in (uint[])[vendor, product, 0x100, 0]) writer.Write(number);
        writer.Write(Descriptor);
        Send(request);
        Path = UsbGadget.Wait(() => Find() is { } path && File.Exists(path) ? path : null);
    }

    /// <summary>Its device file.</summary>
    public string Path { get; }

    /// <summary>Types letters of a US keyboard.</summary>
    public void Type(string text)
    {
        foreach (var letter in text)
        {
            var (usage, shift) = Usage(letter);
            Press(usage, shift);
        }
    }

    public void PressEnter() => Press(Enter);

    /// <summary>A key down and up again, by its usage of the HID usage tables' keyboard page (0x07).</summary>
    public void Press(byte usage, bool shift = false)
    {
        Report(shift ? Shift : (byte)0, usage);
        Report(0, 0);
    }

    /// <summary>Pulls its plug.</summary>
    public void Dispose()
    {
        _uhid.Dispose();
        _never.Dispose();
    }

    private string? Find()
    {
        try
        {
            return InputDevices.Find(_id, new SysFiles("/"));
        }
        catch (Agent.Devices.DeviceException)
        {
            return null;
        }
    }

    private void Report(byte modifiers, byte usage)
    {
        _never.Wait(_pause);
        var request = new byte[4 + 2 + 4096];
        BitConverter.TryWriteBytes(request, Input);
        (request[4], request[6], request[8]) = (8, modifiers, usage);
        Send(request);
    }

    private void Send(byte[] request) => _uhid.Write(request, TimeSpan.FromSeconds(5), CancellationToken.None);

    private static (byte Usage, bool Shift) Usage(char letter)
    {
        foreach (var (first, plain, shifted) in (ReadOnlySpan<(byte, string, string)>)[(0x04, "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            (0x1E, "1234567890", "!@#$%^&*()"), (0x2C, " -=[]\\", " _+{}|"), (0x33, ";'`,./", ":\"~<>?")])
        {
            if (plain.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at) return ((byte)(first + at), false);
            if (shifted.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var above) return ((byte)(first + above), true);
        }
        throw new ArgumentOutOfRangeException(nameof(letter), letter, "A US keyboard has no such letter.");
    }
}
