namespace Edge.Agent.Uplink;

/// <summary>Tells when the network has changed so that a connection may have become possible.</summary>
internal interface ILinkWatch
{
    /// <summary>Completes at the next change after the call: a carrier, an address or a route came.</summary>
    Task Changed { get; }
}
