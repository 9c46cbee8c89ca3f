using Edge.Hosting.Configuration;
using Edge.Hub.Boards;

namespace Edge.Hub.Broker;

internal static class BrokerRegistration
{
    /// <summary>The broker of the configured mode, behind <see cref="IBroker"/>; Managed also runs it.</summary>
    public static IServiceCollection AddBroker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<BrokerOptions>(BrokerOptions.Section)
            .Validate(o => o.Mode != BrokerMode.External || NetAddress.TrySplit(o.Address, out _, out var port) && port > 0, "Broker:Mode is External, so Broker:Address must be HOST:PORT of that broker")
            .Validate(o => o.CertificateFile.Length > 0 == o.KeyFile.Length > 0, "Broker:CertificateFile and Broker:KeyFile must be given together or not at all");
        services.AddSingleton<EvictedBoards>().AddSingleton<BrokerFiles>();
        if (string.Equals(configuration[$"{BrokerOptions.Section}:{nameof(BrokerOptions.Mode)}"], nameof(BrokerMode.External), StringComparison.OrdinalIgnoreCase))
        {
            return services.AddSingleton<IBroker, ExternalBroker>().AddHostedService<BrokerUpkeep>();
        }
        services.AddSingleton<ManagedBroker>();
        services.AddSingleton<IBroker>(p => p.GetRequiredService<ManagedBroker>());
        return services.AddHostedService(p => p.GetRequiredService<ManagedBroker>()).AddHostedService<BrokerUpkeep>();
    }
}
