using System.ComponentModel.DataAnnotations;
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

/// <summary>How often the board looks whether its certificate wants renewing.</summary>
internal sealed class RenewalOptions
{
    public const string Section = "Renewal";

    /// <summary>Time between two looks; a failed renewal is tried again at the next.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromDays(1);
}
