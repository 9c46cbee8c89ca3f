using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Devices.Strip;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Api;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Report;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Speech;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Contracts.Wire;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk;

internal static class KioskRegistration
{
    /// <summary>The queue, and how it shows itself. After devices, paper and voice, which it uses; it works without any device.</summary>
    public static IServiceCollection AddKiosk(this IServiceCollection services)
    {
        services.AddSettings(p => p.GetRequiredService<SettingsStore>().Current);
        services.AddQueue().AddShow();
        services.AddLinkMeter().AddReport();
        services.AddSingleton(p => new PhraseList(p.GetRequiredService<KioskSettings>().Services.Select(s => new SpokenService(s.Id, s.Letter))));
        services.AddSingleton(p => new KioskSpeech(p.GetRequiredService<IVoice>(), () => p.GetRequiredService<PaperStatus>().Prints, p.GetRequiredService<KioskSettings>()));
        services.AddSingleton<IStatusSection, KioskStatus>();
        services.AddSingleton(p => new HealthSource(() => DayHealth.Of(DaySums.Of(p.GetRequiredService<QueueStore>().Current))));
        services.AddSingleton<QueueView>();
        services.AddSingleton<QueueEndpoint>();
        services.AddHostedService<KioskLoop>();
        services.AddHostedService<KioskWatch>();
        services.AddSingleton<KioskPower>();
        services.AddHostedService(p => p.GetRequiredService<KioskPower>());
        services.AddSingleton(p => p.GetRequiredService<KioskPower>().Share);
        return services;
    }

    /// <summary>Lights and display alone, of a board that does not know yet who it is.</summary>
    public static IServiceCollection AddKioskShow(this IServiceCollection services)
    {
        services.AddSettings(_ => null);
        services.AddShow();
        return services;
    }

    private static void AddSettings(this IServiceCollection services, Func<IServiceProvider, SettingsFile?> told)
    {
        services.AddCheckedOptions<KioskOptions>(KioskOptions.Section);
        services.AddSingleton<IValidateOptions<KioskOptions>, KioskOptionsCheck>();
        services.AddSingleton(p => new KioskSettings(p.GetRequiredService<IOptions<KioskOptions>>().Value, () => told(p)));
    }

    private static IServiceCollection AddQueue(this IServiceCollection services)
    {
        services.AddSingleton<KioskMetrics>();
        services.AddSingleton(p => p.GetRequiredService<Ballast>().Open(() => new TicketStore(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<JournalStore>(), p.GetRequiredService<KioskSettings>().Options.KeepDays)));
        services.AddSingleton(p => new QueueStore(p.GetRequiredService<TicketStore>(), new FailStop(p.GetRequiredService<ILogger<QueueStore>>()), p.GetRequiredService<IBoardClock>().Read().BootId));
        services.AddSingleton<StoreGate>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<QueueService>(p, (Func<string?>)(() => p.GetRequiredService<OfficerDuty>().Current?.Id)));
        services.AddSingleton<KioskInbox>();
        services.AddSingleton<KioskIntake>();
        services.AddSingleton<IPaperSource>(p => new TicketPapers(p.GetRequiredService<QueueStore>(), p.GetRequiredService<TicketStore>(), p.GetRequiredService<KioskSettings>(),
            p.GetRequiredService<AgentIdentity>().Node, p.GetRequiredService<IBoardClock>(), p.GetRequiredService<TicketArtist>().Draw, p.GetRequiredService<ILogger<TicketPapers>>()));
        return services;
    }

    private static void AddReport(this IServiceCollection services)
    {
        services.AddSingleton<ReportArtist>();
        services.AddSingleton(p => new ReportPaper((report, dots) =>
        {
            var (settings, artist) = (p.GetRequiredService<KioskSettings>(), p.GetRequiredService<ReportArtist>());
            return artist.Draw(report, Place(p), service => settings.Find(service)?.Name("vi") ?? service, dots);
        }, p.GetRequiredService<PaperStatus>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPaperSource>(p => p.GetRequiredService<ReportPaper>().Paper);
    }

    private static string Place(IServiceProvider services) => services.GetRequiredService<KioskSettings>().Place is { Length: > 0 } place ? place : services.GetRequiredService<AgentIdentity>().Node;

    private static IServiceCollection AddLinkMeter(this IServiceCollection services)
    {
        services.AddSingleton<LinkMeterMode>();
        services.AddSingleton(p => p.GetRequiredService<Ballast>().Open(() => new FindStore(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<ILogger<FindStore>>())));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<FindRecorder>(p, new FailStop(p.GetRequiredService<ILogger<FindRecorder>>())));
        services.AddSingleton<FindArtist>();
        services.AddSingleton(p => new FindPaper(p.GetRequiredService<FindStore>(), p.GetRequiredService<FindArtist>().Draw,
            () => Place(p), p.GetRequiredService<PaperStatus>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPaperSource>(p => p.GetRequiredService<FindPaper>().Paper);
        services.AddSingleton<LinkMeterEndpoint>();
        services.AddHostedService<LinkMeterWatch>();
        return services;
    }

    private static void AddShow(this IServiceCollection services)
    {
        services.AddSingleton<KioskDevices>();
        services.AddSingleton<SceneBoard>();
        services.AddSingleton<DisplayText>();
        services.AddSingleton<IHostedService>(p => ActivatorUtilities.CreateInstance<LightsPresenter>(p, p.GetRequiredService<IDevice<IGpioLines>>()));
        services.AddSingleton<IHostedService>(p => ActivatorUtilities.CreateInstance<LightsPresenter>(p, p.GetRequiredService<IDevice<ILights>>()));
        services.AddHostedService<DisplayPresenter>();
    }
}
