using Edge.Hosting.Sockets;

namespace Edge.Agent.Identity;

internal static class IdentityRegistration
{
    /// <summary>What the board believes.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<IStatusSection, TrustStatus>();
        return services;
    }
}
