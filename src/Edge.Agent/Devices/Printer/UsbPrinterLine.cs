using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Printer;

/// <summary>A printer at <c>/dev/usb/lp*</c>, of the kernel's usblp driver.</summary>
internal sealed class UsbPrinterLine(DeviceFile file) : IPrinterLine
{
    // ioctl LPGETSTATUS of linux/lp.h; the bits are those of the parallel port (USB printer class, GET_PORT_STATUS).
    private const uint GetStatus = 0x060B;
    private const int NoPaper = 0x20;
    private const int Selected = 0x10;
    private const int NoError = 0x08;

    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(3);

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellationToken) => file.Write(data, Stall, cancellationToken);

    // usblp can be written again when what was written last has gone over the bus.
    public void Drain(CancellationToken cancellationToken) => file.AwaitWritable(Stall, cancellationToken);

    public byte? Read(TimeSpan limit, CancellationToken cancellationToken) => file.ReadByte(limit, cancellationToken);

    public void DropReceived(CancellationToken cancellationToken) => file.DropReceived(cancellationToken);

    public unsafe PrinterStatus PortStatus()
    {
        int bits;
        file.Control(GetStatus, &bits, "does not tell its status");
        return Decode(bits);
    }

    public void Dispose() => file.Dispose();

    /// <summary>Of 0x18 nothing is wrong. A printer without paper is told to be so, and not to be in error because of it.</summary>
    internal static PrinterStatus Decode(int bits)
    {
        var status = (bits & NoPaper) != 0 ? PrinterStatus.PaperOut : (bits & NoError) == 0 ? PrinterStatus.Error : PrinterStatus.Ready;
        return (bits & Selected) == 0 ? status | PrinterStatus.Offline : status;
    }
}
