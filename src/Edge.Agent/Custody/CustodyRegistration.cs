namespace Edge.Agent.Custody;

internal static class CustodyRegistration
{
    public static IServiceCollection AddCustody(this IServiceCollection services)
    {
        services.AddSingleton<IBoardClock, LinuxBoardClock>();
        services.AddSingleton<Custodian>();
        return services;
    }
}
