namespace Edge.Hub.Trust;

internal static class TrustRegistration
{
    /// <summary>The trust file: on offer to boards from the start, and replaced by a newer one the root signed.</summary>
    public static IServiceCollection AddTrust(this IServiceCollection services) => services
        .AddSingleton<TrustViews>().AddSingleton<TrustPublisher>().AddHostedService(p => p.GetRequiredService<TrustPublisher>());
}
