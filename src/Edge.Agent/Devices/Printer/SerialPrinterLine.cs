using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Printer;

/// <summary>A printer on a serial line.</summary>
internal sealed class SerialPrinterLine(DeviceFile file) : IPrinterLine
{
    // A printer that asks for a pause does so for the length of a cut.
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(3);

    // ioctl TIOCOUTQ of asm-generic/ioctls.h: bytes in the kernel's output queue.
    private const uint OutputQueue = 0x5411;

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellationToken) => file.Write(data, Stall, cancellationToken);

    public unsafe void Drain(CancellationToken cancellationToken)
    {
        var (waited, before) = (TimeSpan.Zero, int.MaxValue);
        while (true)
        {
            int queued;
            file.Control(OutputQueue, &queued, "does not tell its queue");
            if (queued == 0) return;
            waited = queued < before ? TimeSpan.Zero : waited + Step;
            before = queued;
            if (waited >= Stall) throw new DeviceException($"the printer took nothing for {Stall.TotalSeconds} s with {queued} bytes to go");
            cancellationToken.WaitHandle.WaitOne(Step);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public byte? Read(TimeSpan limit, CancellationToken cancellationToken) => file.ReadByte(limit, cancellationToken);

    public void DropReceived(CancellationToken cancellationToken) => file.DropReceived(cancellationToken);

    public PrinterStatus PortStatus() => PrinterStatus.Ready;

    public void Dispose() => file.Dispose();

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
}
