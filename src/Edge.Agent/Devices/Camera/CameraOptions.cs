using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Camera;

/// <summary>The portrait camera.</summary>
internal sealed class CameraOptions
{
    /// <summary>What takes the pictures; none is there by default.</summary>
    public CameraDriver Driver { get; init; }

    /// <summary>The device file of a USB camera.</summary>
    [Required]
    public string Path { get; init; } = "/dev/video0";

    /// <summary>Dots across a picture.</summary>
    [Range(160, 4608)]
    public int Width { get; init; } = 1280;

    /// <summary>Dots down a picture.</summary>
    [Range(120, 3496)]
    public int Height { get; init; } = 960;
}

/// <summary>What takes the pictures.</summary>
internal enum CameraDriver
{
    None,

    /// <summary>A Raspberry Pi's own camera, by the program <c>rpicam-still</c> (package rpicam-apps).</summary>
    Rpicam,

    /// <summary>A USB camera that gives JPEG, by the program <c>v4l2-ctl</c> (package v4l-utils).</summary>
    V4l2,

    Virtual,
}
