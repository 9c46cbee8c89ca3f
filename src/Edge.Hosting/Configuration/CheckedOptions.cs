using System.Diagnostics.CodeAnalysis;

namespace Edge.Hosting.Configuration;

internal static class CheckedOptions
{
    /// <summary>Adds options that are checked before anything starts: bounds by annotations, no unknown key, and the section itself is known.</summary>
    public static IServiceCollection AddCheckedOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton(new KnownSection(section, typeof(T)));
        services.AddOptions<T>()
            .BindConfiguration(section, o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services;
    }
}
