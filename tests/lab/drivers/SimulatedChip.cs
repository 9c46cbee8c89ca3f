using System.Globalization;

namespace Edge.Lab.Drivers;

/// <summary>A chip on the bus of tests/lab/kernel/i2c-sim.c.</summary>
internal sealed class SimulatedChip : IDisposable
{
    private const int RemoteIo = 121;
    private readonly string _folder;

    public SimulatedChip(int address)
    {
        _folder = $"/sys/kernel/debug/i2c-sim/{address:x2}";
        if (!Directory.Exists(_folder)) throw new InvalidOperationException($"{_folder} is not there: modprobe i2c-sim chip_addr=0x{address:x2}");
        ForgetLog();
    }

    public static string BusPath => $"/dev/{Path.GetFileName(Directory.GetDirectories("/sys/bus/i2c/devices", "i2c-*").Single(d => File.ReadAllText($"{d}/name").Trim() == "i2c-sim"))}";

    /// <summary>All bytes it has been sent since it was last asked to forget them.</summary>
    public byte[] Log => File.ReadAllBytes($"{_folder}/log");

    /// <summary>How long each transfer takes.</summary>
    public TimeSpan Delay
    {
        set => Set("delay_ms", (int)value.TotalMilliseconds);
    }

    /// <summary>Whether it acknowledges nothing.</summary>
    public bool Silent
    {
        set => Set("fail", value ? RemoteIo : 0);
    }

    /// <summary>How long the bus may wait for a chip, as it was set.</summary>
    public static int BusLimitMilliseconds => int.Parse(File.ReadAllText("/sys/kernel/debug/i2c-sim/timeout_ms"), CultureInfo.InvariantCulture);

    public void ForgetLog() => File.WriteAllText($"{_folder}/log", "-");

    public ushort this[int register]
    {
        get => (ushort)(Registers[2 * register] << 8 | Registers[2 * register + 1]);
        set
        {
            var all = Registers;
            (all[2 * register], all[2 * register + 1]) = ((byte)(value >> 8), (byte)value);
            using var registers = File.OpenWrite($"{_folder}/regs");
            registers.Write(all);
        }
    }

    public void Dispose()
    {
        Silent = false;
        Delay = TimeSpan.Zero;
    }

    private byte[] Registers => File.ReadAllBytes($"{_folder}/regs");

    private void Set(string knob, int value) => File.WriteAllText($"{_folder}/{knob}", value.ToString(CultureInfo.InvariantCulture));
}
