namespace Edge.Agent.Devices.Serial;

/// <summary>How a slow device on a serial line asks for a pause.</summary>
internal enum FlowControl
{
    None,
    RtsCts,
    XonXoff,
}
