using Edge.Hosting.Configuration;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Boards;

internal static class NodesRegistration
{
    /// <summary>The certificate authority, the boards, and how they are admitted and revoked.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services)
    {
        services.AddCheckedOptions<NodesOptions>(NodesOptions.Section);
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, EstLimits>();
        return services.AddSingleton<CertificateAuthority>().AddSingleton<HubCertificates>().AddSingleton<NodeRegistry>()
            .AddSingleton<Enrolment>().AddSingleton<ForcedDisconnect>().AddSingleton<Revoker>().AddSingleton<EstApi>();
    }
}
