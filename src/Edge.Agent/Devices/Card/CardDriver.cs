namespace Edge.Agent.Devices.Card;

/// <summary>Which chip the reader is made of.</summary>
internal enum CardDriver
{
    None,
    Virtual,
}
