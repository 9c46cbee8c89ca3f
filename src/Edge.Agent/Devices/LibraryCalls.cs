using System.Device.I2c;
using System.Device.Spi;

namespace Edge.Agent.Devices;

/// <summary>Calls into the libraries: they block, as calls of a device may, and throw whatever they like; here all of it is the ports' one exception.</summary>
/// <param name="device">What is called, and where it hangs.</param>
/// <param name="advice">What to look at when it fails.</param>
internal sealed class LibraryCalls(string device, string advice)
{
    public static LibraryCalls On(string device, I2cDevice chip) =>
        new($"{device} (0x{chip.ConnectionSettings.DeviceAddress:x2} on /dev/i2c-{chip.ConnectionSettings.BusId})", "look at its power, its wiring and its address (i2cdetect)");

    public static LibraryCalls On(string device, SpiDevice chip) =>
        new($"{device} (/dev/spidev{chip.ConnectionSettings.BusId}.{chip.ConnectionSettings.ChipSelectLine})", "look at dtparam=spi=on and the agent's groups");

    public T Do<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or DeviceException or OperationCanceledException))
        {
            throw Failed(e);
        }
    }

    public void Do(Action call) => Do(() =>
    {
        call();
        return true;
    });

    public DeviceException Failed(Exception e) => new($"{device} does not do what it was asked: {e.Message.TrimEnd('.')}; {advice}", e);

    /// <summary>Gives back what may be gone already: then there is nothing to give back.</summary>
    public static void GiveBack(Action call)
    {
        try
        {
            call();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Unplugged.
        }
    }
}
