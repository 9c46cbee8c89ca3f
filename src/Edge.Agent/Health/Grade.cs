namespace Edge.Agent.Health;

internal enum Grade
{
    Ok,
    Warn,
    Fail,
}
