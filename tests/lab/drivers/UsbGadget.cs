namespace Edge.Lab.Drivers;

/// <summary>A USB device of the kernel's gadget framework, on a bus without wires (dummy_hcd). Whoever holds its end open closes it before this is disposed: the kernel does not survive the other order.</summary>
internal sealed class UsbGadget : IDisposable
{
    private readonly string _tree;
    private readonly string _function;
    private readonly string _serial;
    private readonly string _port;

    /// <param name="function">Such as <c>printer.0</c>.</param>
    /// <param name="port">Which of the controllers of dummy_hcd.</param>
    /// <param name="settings">Files of the function.</param>
    public UsbGadget(string name, string function, int port, params (string File, string Value)[] settings)
    {
        (_tree, _function, _serial) = ($"/sys/kernel/config/usb_gadget/{name}", function, $"LAB-{name}");
        Directory.CreateDirectory($"{_tree}/strings/0x409");
        Directory.CreateDirectory($"{_tree}/configs/c.1");
        Directory.CreateDirectory($"{_tree}/functions/{function}");
        Set("idVendor", "0x1d6b");
        Set("idProduct", "0x0104");
        Set("strings/0x409/serialnumber", _serial);
        foreach (var (file, value) in settings) Set($"functions/{function}/{file}", value);
        File.CreateSymbolicLink($"{_tree}/configs/c.1/{function}", $"{_tree}/functions/{function}");
        Set("UDC", $"dummy_udc.{port}");
        _port = Wait(() => Directory.GetDirectories("/sys/bus/usb/devices").FirstOrDefault(d => File.Exists($"{d}/serial") && File.ReadAllText($"{d}/serial").Trim() == _serial));
    }

    /// <summary>Pulls the cable, or puts it back.</summary>
    public void Plug(bool there) => File.WriteAllText($"{_port}/authorized", there ? "1" : "0");

    /// <summary>Waits for a device file to appear.</summary>
    public static string Appears(string path) => Wait(() => File.Exists(path) ? path : null);

    public static T Wait<T>(Func<T?> look)
        where T : class
    {
        T? found = null;
        SpinWait.SpinUntil(() => (found = look()) is not null, TimeSpan.FromSeconds(15));
        return found ?? throw new TimeoutException("the kernel did not show the device within 15 s");
    }

    public void Dispose()
    {
        Set("UDC", "\n");
        File.Delete($"{_tree}/configs/c.1/{_function}");
        Directory.Delete($"{_tree}/configs/c.1");
        Directory.Delete($"{_tree}/functions/{_function}");
        Directory.Delete($"{_tree}/strings/0x409");
        Directory.Delete(_tree);
    }

    private void Set(string file, string value) => File.WriteAllText($"{_tree}/{file}", value);
}
