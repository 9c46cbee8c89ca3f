namespace Edge.Hub.Settings;

internal static class SettingsRegistration
{
    /// <summary>What boards are told to go by: where the hub is, opening hours, services.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services) =>
        services.AddSingleton<SettingsViews>().AddSingleton<BoardSettings>().AddSingleton<SettingsShelf>().AddHostedService(p => p.GetRequiredService<SettingsShelf>());
}
