using Edge.Hosting.Configuration;

namespace Edge.Agent.Identity.Provisioning;

internal static class RenewalRegistration
{
    public static IServiceCollection AddRenewal(this IServiceCollection services)
    {
        services.AddCheckedOptions<RenewalOptions>(RenewalOptions.Section);
        services.AddHostedService<Renewal>();
        return services;
    }
}
