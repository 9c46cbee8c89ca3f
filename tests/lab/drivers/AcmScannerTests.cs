using System.Text;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Kernel;
using Edge.Agent.Tests.Devices;
using Edge.Agent.Tests.Devices.Codes;

namespace Edge.Lab.Drivers;

/// <summary>A scanner that is a USB serial line, through the kernel's cdc_acm; it stands at the other end of a gadget.</summary>
public sealed class AcmScannerTests : SerialScannerContract
{
    private const string Host = "/dev/ttyACM0";
    private readonly UsbGadget _usb = new("lab-serial", "acm.GS0", 1);
    private DeviceFile? _scanner;

    public AcmScannerTests() => UsbGadget.Appears(Host);

    private protected override async Task<ICodeReader> OpenAsync()
    {
        _scanner ??= await OpenGadgetAsync();
        return await OnLane.RunAsync(() => SerialCodeReader.OpenAsync(new ScannerOptions { Driver = ScannerDriver.Serial, Device = Host }, TimeProvider.System, Token));
    }

    // The gadget's end is a terminal without a speed or lines to set.
    private static async Task<DeviceFile> OpenGadgetAsync()
    {
        const string path = "/dev/ttyGS0";
        UsbGadget.Appears(path);
        await Tool.RunAsync("stty", ["-F", path, "raw", "-echo"], 4096, TimeSpan.FromSeconds(10), TimeProvider.System, Token);
        return DeviceFile.Open(path, DeviceCalls.ReadWrite);
    }

    private protected override void Scan(string code) => _scanner!.Write(Encoding.UTF8.GetBytes($"{code}\r"), TimeSpan.FromSeconds(5), CancellationToken.None);

    private protected override void Unplug() => _usb.Plug(false);

    private protected override void Close()
    {
        _scanner?.Dispose();
        _usb.Dispose();
    }

    [Fact(Timeout = 180_000)]
    public async Task Put_back_it_reads_again()
    {
        using (await OpenAsync()) Unplug();
        await Assert.ThrowsAsync<DeviceException>(OpenAsync);
        // The gadget's end has hung up as well.
        _scanner!.Dispose();
        _scanner = null;
        _usb.Plug(true);
        UsbGadget.Appears(Host);
        using var scanner = await OpenAsync();
        Scan("42");
        Assert.Equal("42", await NextAsync(scanner));
    }
}
