namespace Edge.Agent.Devices.Sound;

/// <summary>How long a clip sounds, by its header.</summary>
internal static class ClipLength
{
    /// <exception cref="DeviceException">It is not there, or is no WAV file.</exception>
    public static TimeSpan Of(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return WavHeader.Read(file)?.Length ?? throw new DeviceException($"clip {path} is no WAV file; make it anew with the prompt pack");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"clip {path} cannot be read: {e.Message}", e);
        }
    }
}
