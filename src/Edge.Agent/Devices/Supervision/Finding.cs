namespace Edge.Agent.Devices.Supervision;

/// <summary>One line of the doctor: what was looked at, how it is, and what to do about it.</summary>
internal sealed record Finding(Grade Grade, string Subject, string Text);

internal enum Grade
{
    Ok,
    Warn,
    Fail,
}
