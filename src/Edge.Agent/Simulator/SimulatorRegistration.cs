using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Simulator;

internal static class SimulatorRegistration
{
    /// <summary>The front panel, where all devices are virtual. After the kiosk, which it shows.</summary>
    public static IServiceCollection AddPanel(this IServiceCollection services)
    {
        services.AddCheckedOptions<SimulatorOptions>(SimulatorOptions.Section);
        services.AddSingleton<IValidateOptions<SimulatorOptions>, SimulatorOptionsCheck>();
        services.AddSingleton<SimulatorListener>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<SimulatorListener>());
        services.AddSingleton<SimulatorFiles>();
        services.AddSingleton<SimulatorView>();
        services.AddSingleton<SimulatorStream>();
        services.AddSingleton<PowerCut>();
        services.AddSingleton<SimulatorActions>();
        services.AddSingleton<SimulatorSite>();
        return services;
    }

    /// <summary>The panel's door; only for an agent that is about to run, since it listens from here on.</summary>
    public static IServiceCollection OpenPanel(this IServiceCollection services)
    {
        services.AddOptions<KestrelServerOptions>().Configure<SimulatorListener>((kestrel, door) => door.AddTo(kestrel));
        services.AddOptions<SocketTransportOptions>().Configure<SimulatorListener>((sockets, door) => door.Door.AddTo(sockets));
        return services;
    }

    /// <summary>What comes through the panel's door goes to the panel, and never on to the local API.</summary>
    public static void MapPanel(this WebApplication app) =>
        app.MapWhen(app.Services.GetRequiredService<SimulatorListener>().Door.Leads, branch => branch.Run(context => app.Services.GetRequiredService<SimulatorSite>().HandleAsync(context)));
}
