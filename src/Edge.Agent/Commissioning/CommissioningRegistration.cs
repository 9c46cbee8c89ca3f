using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;

namespace Edge.Agent.Commissioning;

internal static class CommissioningRegistration
{
    /// <summary>Provisioning by stick in a running agent. After kiosk and enrolment, whose lights, voice and paper tell of it.</summary>
    public static IServiceCollection AddCommissioning(this IServiceCollection services)
    {
        services.AddStick();
        services.AddSingleton<StickEndpoint>();
        services.AddHostedService<StickWatch>();
        return services;
    }

    /// <summary>The same without whatever needs to know who the board is.</summary>
    public static IServiceCollection AddStick(this IServiceCollection services)
    {
        services.AddSingleton<StickFolder>();
        services.AddSingleton<StickRules>();
        services.AddSingleton<StickTeller>();
        services.AddSingleton(p => new Provisioner(p.GetRequiredService<DataFolder>(), p.GetRequiredService<IDisk>()));
        services.AddSingleton<StickWork>();
        return services;
    }

    public static void MapStick(this WebApplication app) => app.MapPost("/v1/stick", app.Services.GetRequiredService<StickEndpoint>().HandleAsync);
}
