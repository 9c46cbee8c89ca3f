namespace Edge.Agent.Devices.Camera;

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
