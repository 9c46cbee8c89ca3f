using Edge.Agent.Desk.Api;
using Edge.Agent.Desk.Live;
using Edge.Agent.Desk.Sessions;
using Edge.Agent.Enrolment;
using Edge.Agent.Kiosk.Printing;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Desk;

internal static class DeskRegistration
{
    /// <summary>The officer's page and its API. After kiosk and enrolment, which it works with.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.AddCheckedOptions<DeskOptions>(DeskOptions.Section);
        services.AddSingleton<IValidateOptions<DeskOptions>, DeskOptionsCheck>();
        services.AddSingleton<DeskListener>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<DeskListener>());
        services.AddSingleton(p => DeskCase.Of(p.GetRequiredService<EnrolmentDesk>()));
        services.AddSingleton<DeskSessions>();
        services.AddHostedService<IdleLock>();
        services.AddSingleton<DeskView>();
        services.AddSingleton<DeskStream>();
        services.AddSingleton<OfficerActs>();
        services.AddSingleton<StateActs>();
        services.AddSingleton<QueueActs>();
        services.AddSingleton<CaseActs>();
        services.AddSingleton<WorklistActs>();
        services.AddSingleton<DayActs>();
        services.AddSingleton<SignalActs>();
        services.AddSingleton<DeskTable>();
        services.AddSingleton<DeskApi>();
        services.AddSingleton<DeskSite>();
        services.AddSingleton<DeskPaper>();
        services.AddSingleton<IPaperSource>(p => p.GetRequiredService<DeskPaper>());
        return services;
    }

    /// <summary>The desk's door; only for an agent that is about to run, since it listens from here on.</summary>
    public static IServiceCollection OpenDesk(this IServiceCollection services)
    {
        services.AddOptions<KestrelServerOptions>().Configure<DeskListener>((kestrel, door) => door.AddTo(kestrel));
        services.AddOptions<SocketTransportOptions>().Configure<DeskListener>((sockets, door) => door.Door.AddTo(sockets));
        return services;
    }

    /// <summary>What comes through the desk's door goes to the desk alone. At the agent's socket there is the same API for programs, without a browser's rules.</summary>
    public static void MapDesk(this WebApplication app)
    {
        app.MapWhen(app.Services.GetRequiredService<DeskListener>().Door.Leads, branch => branch.Run(context => app.Services.GetRequiredService<DeskSite>().HandleAsync(context)));
        var (api, keys) = (app.Services.GetRequiredService<DeskApi>(), new BearerKeys());
        app.MapPost("/v1/desk-paper", app.Services.GetRequiredService<DeskPaper>().PrintAsync);
        app.Map($"{DeskRoute.Root}{{**path}}", context => api.HandleAsync(context, keys));
    }
}
