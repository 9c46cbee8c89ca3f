using Microsoft.Extensions.Options;

namespace Edge.Hub;

internal static class OptionsRegistration
{
    /// <summary>Binds a feature's options to its section; unknown keys, wrong types and broken bounds stop the start with exit code 78. Rules between keys are added to the result with Validate.</summary>
    public static OptionsBuilder<T> AddHubOptions<T>(this IServiceCollection services, string section) where T : class, new()
    {
        services.AddSingleton(new KnownSection(section, typeof(T)));
        return services.AddOptions<T>().BindConfiguration(section, o => o.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
    }
}
