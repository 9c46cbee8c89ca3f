using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A printer whose paper can be looked at.</summary>
internal sealed class VirtualPrinter(VirtualPart part)
{
    // A day of tickets would fill a board's memory with pictures.
    private const int Kept = 50;
    private readonly Lock _lock = new();
    private readonly Queue<Raster> _papers = new();
    private PrinterStatus _status;
    private long _printed;

    /// <summary>What is wrong with it; all but a near end of the paper stop it.</summary>
    public PrinterStatus Status
    {
        get
        {
            lock (_lock) return _status;
        }
        set
        {
            lock (_lock) _status = value;
            part.Touch();
        }
    }

    /// <summary>Papers that came out, ever.</summary>
    public long Printed
    {
        get
        {
            lock (_lock) return _printed;
        }
    }

    /// <summary>The last of them, oldest first.</summary>
    public IReadOnlyList<Raster> Papers
    {
        get
        {
            lock (_lock) return [.. _papers];
        }
    }

    /// <summary>The paper of that number, counted from 1; null where it is not there yet, or no more.</summary>
    public Raster? Paper(long number)
    {
        lock (_lock)
        {
            var index = number - 1 - (_printed - _papers.Count);
            return index >= 0 && index < _papers.Count ? _papers.ElementAt((int)index) : null;
        }
    }

    /// <param name="dots">Dots across its paper.</param>
    public IReceiptPrinter Open(int dots) => new Port(this, part.Connect(), dots);

    private void Print(Raster picture)
    {
        lock (_lock)
        {
            if ((_status & PrinterWords.Stops) != 0) throw new DeviceException($"the virtual printer stopped: {_status & PrinterWords.Stops}");
            _papers.Enqueue(picture);
            _printed++;
            if (_papers.Count > Kept) _papers.Dequeue();
        }
        part.Touch();
    }

    private sealed class Port(VirtualPrinter printer, VirtualPlug plug, int dots) : IReceiptPrinter
    {
        public int Dots => dots;

        public async Task PrintAsync(Raster picture, CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            printer.Print(picture);
        }

        public async Task<PrinterStatus> StatusAsync(CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            return printer.Status;
        }

        public void Dispose()
        {
        }
    }
}
