using Edge.Agent.LocalApi;
using Edge.Agent.Uplink;
using Edge.Contracts;

namespace Edge.Agent.Identity;

internal static class IdentityRegistration
{
    /// <summary>What the board believes, and that it can be told anew.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<IStatusSection, TrustStatus>();
        services.AddSingleton(p => TrustTaker(p.GetRequiredService<AgentIdentity>().Trust));
        return services;
    }

    /// <summary>Takes trust files the hub has on offer.</summary>
    internal static ObjectTaker TrustTaker(TrustStore trust) => new(Names.TrustObject, Limits.TrustBytes, () => trust.Current.Version, trust.Take);
}
