using System.Runtime.InteropServices;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Buses;

/// <summary>A bus at <c>/dev/i2c-N</c>, used by whole transactions (I2C_RDWR).</summary>
internal sealed unsafe class LinuxI2cBus : II2cBus
{
    // linux/i2c-dev.h and linux/i2c.h.
    private const uint SetTimeout = 0x0702;
    private const uint ReadWrite = 0x0707;
    private const ushort ReadFlag = 1;

    // In steps of ten milliseconds. A chip that stretches the clock for longer is stuck.
    private const int TimeoutSteps = 20;

    private readonly DeviceFile _file;

    /// <exception cref="DeviceException">It is not there.</exception>
    public LinuxI2cBus(string path)
    {
        _file = DeviceFile.Open(path, DeviceCalls.ReadWrite);
        try
        {
            _file.Control(SetTimeout, (void*)TimeoutSteps, "takes no time limit");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public void Transfer(int address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        fixed (byte* from = write, to = read)
        {
            var messages = stackalloc Message[2];
            var count = 0u;
            if (write.Length > 0) messages[count++] = new Message { Address = (ushort)address, Length = (ushort)write.Length, Bytes = from };
            if (read.Length > 0) messages[count++] = new Message { Address = (ushort)address, Flags = ReadFlag, Length = (ushort)read.Length, Bytes = to };
            var transfer = new Messages { First = messages, Count = count };
            _file.Control(ReadWrite, &transfer, $"gets no answer from the chip at 0x{address:x2}; look at its power, its wiring and its address (i2cdetect)");
        }
    }

    public void Dispose() => _file.Dispose();

    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public ushort Address;
        public ushort Flags;
        public ushort Length;
        public byte* Bytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Messages
    {
        public Message* First;
        public uint Count;
    }
}
