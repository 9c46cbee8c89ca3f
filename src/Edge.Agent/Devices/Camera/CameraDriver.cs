namespace Edge.Agent.Devices.Camera;

/// <summary>What takes the pictures.</summary>
internal enum CameraDriver
{
    None,
    Virtual,
}
