namespace Edge.Agent.Devices.Finger;

/// <summary>Which family the sensor is of.</summary>
internal enum FingerDriver
{
    None,
    Virtual,
}
