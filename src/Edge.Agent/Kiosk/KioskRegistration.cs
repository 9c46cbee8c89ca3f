using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Devices.Strip;
using Edge.Agent.Identity;
using Edge.Agent.Kiosk.Api;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Speech;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk;

internal static class KioskRegistration
{
    /// <summary>The queue, and how it shows itself. After devices, paper and voice, which it uses; it works without any device.</summary>
    public static IServiceCollection AddKiosk(this IServiceCollection services)
    {
        services.AddCheckedOptions<KioskOptions>(KioskOptions.Section);
        services.AddSingleton<IValidateOptions<KioskOptions>, KioskOptionsCheck>();
        services.AddSingleton(p => new KioskSettings(p.GetRequiredService<IOptions<KioskOptions>>()));
        services.AddQueue().AddShow();
        services.AddSingleton<IStatusSection, KioskStatus>();
        services.AddSingleton<QueueView>();
        services.AddSingleton<QueueEndpoint>();
        services.AddHostedService<KioskLoop>();
        services.AddHostedService<KioskWatch>();
        return services;
    }

    private static IServiceCollection AddQueue(this IServiceCollection services)
    {
        services.AddSingleton<KioskMetrics>();
        services.AddSingleton(p => new TicketStore(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<KioskSettings>().Options.KeepDays));
        services.AddSingleton(p => new QueueStore(p.GetRequiredService<TicketStore>(), new FailStop(p.GetRequiredService<ILogger<QueueStore>>())));
        services.AddSingleton<StoreGate>();
        services.AddSingleton<QueueService>();
        services.AddSingleton<KioskInbox>();
        services.AddSingleton<IPaperSource>(p => new TicketPapers(p.GetRequiredService<QueueStore>(), p.GetRequiredService<TicketStore>(), p.GetRequiredService<KioskSettings>(),
            p.GetRequiredService<AgentIdentity>().Node, p.GetRequiredService<IBoardClock>(), p.GetRequiredService<TicketArtist>().Draw, p.GetRequiredService<ILogger<TicketPapers>>()));
        return services;
    }

    private static void AddShow(this IServiceCollection services)
    {
        services.AddSingleton<KioskDevices>();
        services.AddSingleton<SceneBoard>();
        services.AddSingleton<LinkMeterMode>();
        services.AddSingleton(p => new PhraseList(p.GetRequiredService<KioskSettings>().Services.Select(s => new SpokenService(s.Id, s.Letter))));
        services.AddSingleton(p => new KioskSpeech(p.GetRequiredService<IVoice>(), () => p.GetRequiredService<PaperStatus>().Prints, p.GetRequiredService<KioskSettings>()));
        services.AddSingleton(p => new DisplayText(p.GetRequiredService<KioskSettings>().Place, p.GetRequiredService<KioskSettings>().Options.Desk));
        services.AddSingleton<IHostedService>(p => ActivatorUtilities.CreateInstance<LightsPresenter>(p, p.GetRequiredService<IDevice<IGpioLines>>()));
        services.AddSingleton<IHostedService>(p => ActivatorUtilities.CreateInstance<LightsPresenter>(p, p.GetRequiredService<IDevice<ILights>>()));
        services.AddHostedService<DisplayPresenter>();
        services.AddHostedService<LinkMeterWatch>();
    }
}
