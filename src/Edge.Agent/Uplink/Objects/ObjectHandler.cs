using Edge.Agent.Identity;
using Edge.Contracts;

namespace Edge.Agent.Uplink.Objects;

/// <summary>A feature's share in what is pulled from the hub. Register one for each object the board wants.</summary>
/// <param name="Name">The object's name in a have.</param>
/// <param name="MostBytes">A larger one is not pulled.</param>
/// <param name="Version">The version this board has; only a higher one is pulled.</param>
/// <param name="Take">Takes the whole object, its digest checked. Throws <see cref="Edge.Contracts.MalformedException"/> where it is refused for good, <see cref="IOException"/> where it may be tried again.</param>
internal sealed record ObjectHandler(string Name, int MostBytes, Func<ulong> Version, Action<ReadOnlyMemory<byte>> Take)
{
    /// <summary>Takes trust files the hub has on offer.</summary>
    public static ObjectHandler OfTrust(TrustStore trust) => new(Names.TrustObject, Limits.TrustBytes, () => trust.Current.Version, trust.Take);
}
