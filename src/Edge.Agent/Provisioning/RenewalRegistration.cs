using Edge.Agent.Configuration;

namespace Edge.Agent.Provisioning;

internal static class RenewalRegistration
{
    public static IServiceCollection AddRenewal(this IServiceCollection services)
    {
        services.AddCheckedOptions<RenewalOptions>(RenewalOptions.Section);
        services.AddHostedService<Renewal>();
        return services;
    }
}
