namespace Edge.Hub.Progress;

internal static class ProgressRegistration
{
    /// <summary>Places, and the counts of what was done in them.</summary>
    public static IServiceCollection AddProgress(this IServiceCollection services) =>
        services.AddSingleton<PlaceBook>().AddSingleton<ProgressCheck>().AddSingleton<ProgressCatchUp>().AddHostedService(p => p.GetRequiredService<ProgressCatchUp>());
}
