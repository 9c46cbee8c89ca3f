namespace Edge.Agent.Devices.Power;

/// <summary>What measures the battery.</summary>
internal enum PowerDriver
{
    None,
    Virtual,
}
