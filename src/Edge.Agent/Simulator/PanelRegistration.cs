using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Simulator;

internal static class PanelRegistration
{
    /// <summary>The front panel, where all devices are virtual. After the kiosk, which it shows.</summary>
    public static IServiceCollection AddPanel(this IServiceCollection services)
    {
        services.AddCheckedOptions<PanelOptions>(PanelOptions.Section);
        services.AddSingleton<IValidateOptions<PanelOptions>, PanelOptionsCheck>();
        services.AddSingleton<PanelDoor>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<PanelDoor>());
        services.AddSingleton<PanelFiles>();
        services.AddSingleton<PanelView>();
        services.AddSingleton<PanelStream>();
        services.AddSingleton<PowerCut>();
        services.AddSingleton<PanelHands>();
        services.AddSingleton<PanelSite>();
        services.AddOptions<KestrelServerOptions>().Configure<PanelDoor>((kestrel, door) => door.AddTo(kestrel));
        services.AddOptions<SocketTransportOptions>().Configure<PanelDoor>((sockets, door) => door.AddTo(sockets));
        return services;
    }

    /// <summary>What comes through the panel's door goes to the panel, and never on to the local API.</summary>
    public static void MapPanel(this WebApplication app) =>
        app.MapWhen(context => context.Features.Get<PanelConnection>() is not null, branch => branch.Run(context => app.Services.GetRequiredService<PanelSite>().HandleAsync(context)));
}
