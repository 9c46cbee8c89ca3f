using System.Device.Gpio.Drivers;
using System.Runtime.InteropServices;
using LibraryDriver = System.Device.Gpio.GpioDriver;

namespace Edge.Agent.Devices.Gpio;

/// <summary>The library's driver of a chip, by which C library is installed. Its own choice is for the first chip alone.</summary>
internal static class Libgpiod
{
    private const string Version2 = "libgpiod.so.3";
    private const string Version1 = "libgpiod.so.2";

    /// <exception cref="DeviceException">There is no such chip, or neither library.</exception>
    public static LibraryDriver Open(string chip)
    {
        // Asked every time: once the library has looked for one in vain, it never finds it any more.
        var newer = NativeLibrary.TryLoad(Version2, out _);
        if (!newer && !NativeLibrary.TryLoad(Version1, out _))
        {
            throw new DeviceException("GPIO lines need the library libgpiod, and it is not installed: apt-get install libgpiod3 (Debian 13 and later) or libgpiod2 (Debian 12)");
        }
        var number = GpioChips.Find(chip);
        return new LibraryCalls(chip, "look at the agent's groups").Do<LibraryDriver>(() => newer ? new LibGpiodV2Driver(number) : new LibGpiodDriver(number));
    }
}
