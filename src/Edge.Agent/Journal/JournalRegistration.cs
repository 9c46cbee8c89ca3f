using Edge.Agent.Identity.Officers;

namespace Edge.Agent.Journal;

internal static class JournalRegistration
{
    public static IServiceCollection AddJournal(this IServiceCollection services)
    {
        services.AddSingleton<JournalStore>();
        services.AddSingleton<JournalEndpoint>();
        services.AddSingleton<DutyJournal>();
        services.AddSingleton(p => new DutyWatch((officer, act) => p.GetRequiredService<DutyJournal>().Saw(officer, act)));
        services.AddHostedService<JournalSender>();
        return services;
    }
}
