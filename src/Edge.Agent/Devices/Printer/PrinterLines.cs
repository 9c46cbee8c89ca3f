using Edge.Agent.Devices.Kernel;
using Edge.Agent.Devices.Serial;

namespace Edge.Agent.Devices.Printer;

/// <summary>Opens a printer by its settings.</summary>
internal static class PrinterLines
{
    public static Task<IReceiptPrinter> OpenUsbAsync(PrinterOptions options) =>
        Task.FromResult<IReceiptPrinter>(new EscPosPrinter(new UsbPrinterLine(DeviceFile.Open(options.Path, DeviceCalls.ReadWrite)), options));

    public static async Task<IReceiptPrinter> OpenSerialAsync(PrinterOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        new EscPosPrinter(new SerialPrinterLine(await SerialPort.OpenAsync(options.Path, options.Baud, options.Flow, time, cancellationToken)), options);
}
