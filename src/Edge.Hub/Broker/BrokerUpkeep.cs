using Edge.Hub.Nodes;

namespace Edge.Hub.Broker;

/// <summary>Once a day: certificates that end soon are renewed, and the lists are written anew so that the revocation list's end stays far.</summary>
internal sealed class BrokerUpkeep(HubCertificates certificates, IBroker broker, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first time at once: an external broker's lists have not been written by a start.
        await broker.ReloadAsync(stoppingToken);
        using var timer = new PeriodicTimer(Day, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            certificates.Renew();
            await broker.ReloadAsync(stoppingToken);
        }
    }
}
