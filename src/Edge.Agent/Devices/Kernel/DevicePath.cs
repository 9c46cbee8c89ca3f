namespace Edge.Agent.Devices.Kernel;

/// <summary>Where a name in <c>/dev</c> leads: udev gives devices names of their own, and the libraries know numbers only.</summary>
internal static class DevicePath
{
    public static string Real(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            // It is not there; opening it will say so.
            return path;
        }
    }
}
