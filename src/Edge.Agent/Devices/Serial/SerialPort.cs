using System.Globalization;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Serial;

/// <summary>A serial line, set by stty and then read and written as a stream of bytes: a UART, or a USB device that looks like one.</summary>
internal static class SerialPort
{
    // A board that is busy with a photograph has started no program after two.
    private static readonly TimeSpan SetUp = TimeSpan.FromSeconds(10);

    /// <exception cref="DeviceException">It is not there, or does not take the settings.</exception>
    public static async Task<DeviceFile> OpenAsync(string path, int baud, FlowControl flow, TimeProvider time, CancellationToken cancellationToken)
    {
        // stty would wait for what is not there; opening tells at once.
        var file = DeviceFile.Open(path, DeviceCalls.ReadWrite);
        try
        {
            await Tool.RunAsync("stty", Settings(path, baud, flow), 4096, SetUp, time, cancellationToken);
            file.DropReceived(cancellationToken);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Eight bits, no parity, one stop bit, nothing translated, no modem lines waited for.
    internal static IEnumerable<string> Settings(string path, int baud, FlowControl flow) =>
    [
        "-F", path, baud.ToString(CultureInfo.InvariantCulture), "raw", "cs8", "-parenb", "-cstopb", "-echo", "clocal", "-hupcl",
        flow == FlowControl.RtsCts ? "crtscts" : "-crtscts", flow == FlowControl.XonXoff ? "ixon" : "-ixon", "-ixoff",
    ];
}

/// <summary>How a slow device on a serial line asks for a pause.</summary>
internal enum FlowControl
{
    None,
    RtsCts,
    XonXoff,
}
