
namespace Edge.Agent.Devices;

/// <summary>Calls into the libraries: they block, as calls of a device may, and throw whatever they like; here all of it is the ports' one exception.</summary>
internal static class LibraryCalls
{
    public static T Do<T>(string device, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or DeviceException or OperationCanceledException))
        {
            throw new DeviceException($"{device} does not do what it was asked: {e.Message}", e);
        }
    }

    public static void Do(string device, Action call) => Do(device, () =>
    {
        call();
        return true;
    });
}
