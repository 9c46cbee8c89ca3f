namespace Edge.Agent.Devices.Supervision;

internal enum Grade
{
    Ok,
    Warn,
    Fail,
}
