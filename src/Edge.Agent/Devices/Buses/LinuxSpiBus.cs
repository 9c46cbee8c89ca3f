using System.Buffers.Binary;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Buses;

/// <summary>A chip at <c>/dev/spidevB.C</c>. No driver of ours needs one yet; one that does brings its mode.</summary>
internal sealed unsafe class LinuxSpiBus(DeviceFile file, int hertz) : ISpiBus
{
    /// <summary>ioctl SPI_IOC_MESSAGE(1) of linux/spi/spidev.h: _IOW('k', 0, 32 bytes).</summary>
    internal const uint OneMessage = 0x40206B00;

    internal const int TransferBytes = 32;

    public void Exchange(ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (write.Length != read.Length) throw new ArgumentException($"{write.Length} bytes go and {read.Length} come; on SPI they must be as many.", nameof(read));
        fixed (byte* from = write, to = read)
        {
            fixed (byte* transfer = Encode((ulong)from, (ulong)to, write.Length, hertz)) file.Control(OneMessage, transfer, "takes no message");
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>A struct spi_ioc_transfer: both buffers' addresses, their length, the speed, 8 bits a word; the rest as the bus has it.</summary>
    internal static byte[] Encode(ulong write, ulong read, int length, int hertz)
    {
        var transfer = new byte[TransferBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(transfer, write);
        BinaryPrimitives.WriteUInt64LittleEndian(transfer.AsSpan(8), read);
        BinaryPrimitives.WriteUInt32LittleEndian(transfer.AsSpan(16), (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(transfer.AsSpan(20), (uint)hertz);
        transfer[26] = 8;
        return transfer;
    }
}
