using Edge.Agent.Devices;
using Edge.Agent.Devices.Kernel;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Lab.Drivers;

/// <summary>A receipt printer at the other end of the USB cable: takes bytes as a printer does, answers questions, can stall.</summary>
internal sealed unsafe class PrinterGadget : IDisposable
{
    // linux/usb/g_printer.h: _IOWR('g', 0x22, unsigned char); the value is the argument itself.
    private const uint SetStatus = 0xC0016722;

    private readonly UsbGadget _usb = new("lab-printer", "printer.0", 0, ("pnp_string", "MFG:Lab;CMD:ESC/POS;MDL:Lab;CLS:PRINTER;"), ("q_len", "10"));
    private readonly CancellationTokenSource _end = new();
    private readonly ManualResetEventSlim _taking = new(true);
    private readonly PaperReader _paper;
    private readonly DeviceFile _gadget;
    private readonly Task _printer;

    public PrinterGadget()
    {
        _gadget = DeviceFile.Open(UsbGadget.Appears("/dev/g_printer0"), DeviceCalls.ReadWrite);
        _paper = new PaperReader { Asked = n => _gadget.Write([PrinterAnswers.To(n, Status)], TimeSpan.FromSeconds(5), _end.Token) };
        _printer = Task.Factory.StartNew(Print, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        PortStatus = 0x18;
        UsbGadget.Appears(Path);
    }

    public static string Path => "/dev/usb/lp0";

    public IReadOnlyList<bool[][]> Papers => _paper.Papers;

    /// <summary>What it answers to ESC/POS questions.</summary>
    public PrinterStatus Status { get; set; }

    /// <summary>What the USB printer class says of it (GET_PORT_STATUS).</summary>
    public byte PortStatus
    {
        set => _gadget.Control(SetStatus, (void*)value, "takes no status");
    }

    /// <summary>Whether it takes bytes.</summary>
    public bool Taking
    {
        set
        {
            if (value) _taking.Set();
            else _taking.Reset();
        }
    }

    public void Plug(bool there)
    {
        _usb.Plug(there);
        if (there) UsbGadget.Appears(Path);
    }

    public void Dispose()
    {
        Taking = true;
        _end.Cancel();
        _printer.Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        _gadget.Dispose();
        _usb.Dispose();
        _end.Dispose();
        _taking.Dispose();
    }

    private void Print()
    {
        var buffer = new byte[8192];
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _taking.Wait(_end.Token);
                // A stall begins with the next bytes.
                var count = _gadget.Read(buffer, TimeSpan.FromMilliseconds(50), _end.Token);
                foreach (var one in buffer.AsSpan(0, count)) _paper.Take(one);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (DeviceException)
            {
                // The cable is out.
                _end.Token.WaitHandle.WaitOne(50);
            }
        }
    }
}
