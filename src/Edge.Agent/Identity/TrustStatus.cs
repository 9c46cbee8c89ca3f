using Edge.Hosting.Sockets;

namespace Edge.Agent.Identity;

/// <summary>Which trust file is in force.</summary>
internal sealed class TrustStatus(AgentIdentity identity) : IStatusSection
{
    public string Name => "trust";

    public object Read()
    {
        var trust = identity.Trust.Current;
        return new { trust.Version, trust.IssuedAt, SealsTo = trust.Registry.Id, identity.Trust.Problem };
    }
}
