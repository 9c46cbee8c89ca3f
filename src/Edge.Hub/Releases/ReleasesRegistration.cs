namespace Edge.Hub.Releases;

internal static class ReleasesRegistration
{
    /// <summary>Releases of the agent's program, and who is offered which.</summary>
    public static IServiceCollection AddReleases(this IServiceCollection services) =>
        services.AddSingleton<ReleaseFolder>().AddSingleton<ReleaseViews>().AddSingleton<ReleaseBook>().AddHostedService(p => p.GetRequiredService<ReleaseBook>());
}
