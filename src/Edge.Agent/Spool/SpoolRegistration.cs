using Edge.Agent.Identity;
using Edge.Agent.Spool.Audit;
using Edge.Agent.Storage;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Spool;

internal static class SpoolRegistration
{
    public static IServiceCollection AddSpool(this IServiceCollection services)
    {
        services.AddBallast();
        services.AddSingleton(Open);
        services.AddSingleton<IRecordSpool>(s => s.GetRequiredService<RecordSpool>());
        services.AddSingleton<IRecordIndex>(s => s.GetRequiredService<RecordSpool>());
        services.AddSingleton(s => s.GetRequiredService<RecordSpool>().Kept);
        services.AddSingleton<SpoolVerifier>();
        return services;
    }

    /// <summary>What a full disk still has room for.</summary>
    public static IServiceCollection AddBallast(this IServiceCollection services)
    {
        services.AddCheckedOptions<SpoolOptions>(SpoolOptions.Section);
        return services.AddSingleton(MakeBallast);
    }

    private static Ballast MakeBallast(IServiceProvider s)
    {
        var options = s.GetRequiredService<IOptions<SpoolOptions>>().Value;
        return new Ballast(s.GetRequiredService<DataFolder>(), options.BallastBytes, options.ReserveBytes, s.GetRequiredService<IDisk>(), s.GetRequiredService<IFreeSpace>(),
            s.GetRequiredService<ILogger<Ballast>>());
    }

    private static RecordSpool Open(IServiceProvider s)
    {
        var (data, disk) = (s.GetRequiredService<DataFolder>(), s.GetRequiredService<IDisk>());
        var options = s.GetRequiredService<IOptions<SpoolOptions>>().Value;
        var setup = new SpoolSetup(data, options, disk, s.GetRequiredService<IFreeSpace>(),
            SignerKeys.Remember(data, s.GetRequiredService<AgentIdentity>().Key.Public, disk), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<RecordSpool>>());
        return RecordSpool.Open(setup, s.GetRequiredService<Ballast>(), s.GetRequiredService<StateDatabase>);
    }
}
