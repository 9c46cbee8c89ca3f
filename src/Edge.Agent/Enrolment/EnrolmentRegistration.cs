using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Enrolment.Days;
using Edge.Agent.Enrolment.Receipts;
using Edge.Agent.Enrolment.Results;
using Edge.Agent.Enrolment.Services;
using Edge.Agent.Enrolment.Steps;
using Edge.Agent.Enrolment.Worklists;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Hosting.Configuration;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment;

internal static class EnrolmentRegistration
{
    /// <summary>Enrolment at the desk. After the kiosk, whose queue brings the citizens and whose voice and paper it uses.</summary>
    public static IServiceCollection AddEnrolment(this IServiceCollection services)
    {
        services.AddCheckedOptions<EnrolmentOptions>(EnrolmentOptions.Section);
        services.AddSingleton<IValidateOptions<EnrolmentOptions>, ServicesCheck>();
        services.AddSingleton<ToldServices>();
        services.AddSingleton(p => new SettingsRule(p.GetRequiredService<ToldServices>().Problems));
        services.AddSingleton(p => new ServiceBook(p.GetRequiredService<IOptions<EnrolmentOptions>>(), p.GetRequiredService<ToldServices>().Read(p.GetRequiredService<SettingsStore>().Current)));
        services.AddSingleton<WorklistTicks>();
        services.AddSingleton<WorklistBook>();
        services.AddHostedService<WorklistWatch>();
        services.AddSteps().AddReceipts();
        services.AddSingleton<CaseFolder>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<CaseStore>(p, new FailStop(p.GetRequiredService<ILogger<CaseStore>>())));
        services.AddSingleton<CaseOpening>();
        services.AddSingleton<CaseEnding>();
        services.AddSingleton<LastStep>();
        services.AddSingleton<EnrolmentDesk>();
        services.AddSingleton(p => p.GetRequiredService<LastStep>().Share(() => p.GetRequiredService<EnrolmentDesk>().Current));
        services.AddSingleton<CaseLoop>();
        services.AddSingleton(p => new EventTaker((what, language) => p.GetRequiredService<CaseLoop>().Take(what) || p.GetRequiredService<ResultDesk>().Take(what, language)));
        services.AddSingleton<DaySignOff>();
        services.AddHostedService(p => p.GetRequiredService<CaseLoop>());
        return services;
    }

    private static IServiceCollection AddSteps(this IServiceCollection services)
    {
        services.AddSingleton(p => new TriesLedger(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<IOptions<EnrolmentOptions>>().Value.TriesKept, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StepKeeper>();
        services.AddSingleton<IdentifyStep>();
        services.AddSingleton<PhoneStep>();
        services.AddSingleton<FingerStep>();
        services.AddSingleton<PortraitStep>();
        services.AddSingleton<ConsentStep>();
        services.AddSingleton<StepTools>();
        return services;
    }

    /// <summary>Slips that wait for paper.</summary>
    public static IServiceCollection AddSlips(this IServiceCollection services)
    {
        services.AddSingleton<SlipArtist>();
        services.AddSingleton(p => new SlipStore(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<SlipArtist>().Draw, p.GetRequiredService<ILogger<SlipStore>>()));
        services.AddSingleton<IPaperSource>(p => p.GetRequiredService<SlipStore>());
        return services;
    }

    private static void AddReceipts(this IServiceCollection services)
    {
        services.AddSlips();
        services.AddSingleton<ReceiptBook>();
        services.AddSingleton<ResultBook>();
        services.AddSingleton<ResultDesk>();
    }
}
