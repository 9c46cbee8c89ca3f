using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Edge.Hosting.Configuration;

internal static class CheckedOptions
{
    /// <summary>Adds options that are checked before anything starts: bounds by annotations, no unknown key, and the section itself is known. Rules between keys are added to the result.</summary>
    public static OptionsBuilder<T> AddCheckedOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton(new KnownSection(section, typeof(T)));
        return services.AddOptions<T>()
            .BindConfiguration(section, o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
    }
}

/// <summary>A section the configuration may have, and what it is read into.</summary>
internal sealed record KnownSection(string Name, Type Options);
