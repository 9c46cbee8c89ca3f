using Edge.Agent.Devices;
using Edge.Agent.Devices.Input;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Devices.Codes;

/// <summary>Devices are found in a tree like the kernel's own.</summary>
public sealed class InputDevicesTests : IDisposable
{
    // As a keyboard tells its keys: everything up to KEY_KPDOT and more, Enter among them.
    private const string KeyboardKeys = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe";
    private const string PowerKey = "10000000000000 0";
    private readonly TestFolder _root = new();

    public InputDevicesTests()
    {
        Node("event0", "Power Button", "0000", "0001", PowerKey);
        Node("event1", "Honeywell Scanner", "0c2e", "0b61", PowerKey);
        Node("event2", "Honeywell Scanner", "0c2e", "0b61", KeyboardKeys);
        Node("event3", "Numeric Keypad", "04d9", "a02a", KeyboardKeys);
    }

    [Theory]
    [InlineData("0c2e:0b61", "/dev/input/event2")]
    [InlineData("04D9:A02A", "/dev/input/event3")]
    [InlineData("numeric keypad", "/dev/input/event3")]
    [InlineData("/dev/input/by-id/usb-keypad", "/dev/input/by-id/usb-keypad")]
    public void By_path_id_or_name(string device, string path) => Assert.Equal(path, InputDevices.Find(device, new SysFiles(_root.Root)));

    [Theory]
    [InlineData("0c2e:ffff")]
    [InlineData("Power Button")]
    public void What_is_not_there_or_has_no_enter_key_is_none(string device) =>
        Assert.Contains(device, Assert.Throws<DeviceException>(() => InputDevices.Find(device, new SysFiles(_root.Root))).Message, StringComparison.Ordinal);

    public void Dispose() => _root.Dispose();

    private void Node(string node, string name, string vendor, string product, string keys)
    {
        var folder = Path.Combine(_root.Root, "sys/class/input", node, "device");
        Directory.CreateDirectory(Path.Combine(folder, "id"));
        Directory.CreateDirectory(Path.Combine(folder, "capabilities"));
        File.WriteAllText(Path.Combine(folder, "name"), name);
        File.WriteAllText(Path.Combine(folder, "id/vendor"), vendor);
        File.WriteAllText(Path.Combine(folder, "id/product"), product);
        File.WriteAllText(Path.Combine(folder, "capabilities/key"), keys);
    }
}
