namespace Edge.Hub.Broker;

/// <summary>Whose broker it is.</summary>
internal enum BrokerMode
{
    /// <summary>The hub writes its configuration and runs it.</summary>
    Managed,

    /// <summary>It is there already; the hub connects to it.</summary>
    External,
}
