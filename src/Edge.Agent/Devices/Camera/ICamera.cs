namespace Edge.Agent.Devices.Camera;

/// <summary>Takes portraits.</summary>
internal interface ICamera : IDisposable
{
    /// <summary>One JPEG picture of at most 4 MiB, in memory only: never a file. The caller wipes it.</summary>
    /// <exception cref="DeviceException">No picture came.</exception>
    Task<byte[]> CaptureAsync(CancellationToken cancellationToken);
}

/// <summary>Where a JPEG picture begins and ends (ITU-T T.81, annex B).</summary>
internal static class Jpeg
{
    /// <summary>How many bytes the picture has, without what a camera fills its buffer up with; 0 where it is none.</summary>
    public static int Length(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) && bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) is > 0 and var end ? end + 2 : 0;
}
