using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Edge.Hub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Hub.Tests.Broker;

public sealed class BrokerUpkeepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_written_is_said_keeps_nothing_else_from_being_done_and_is_tried_again()
    {
        await using var bench = await NodeBench.OpenAsync();
        var health = new HubHealth(bench.Time);
        var certificates = new HubCertificates(bench.Authority, bench.Paths, bench.Time);
        certificates.Make();
        using var upkeep = new BrokerUpkeep(certificates, bench.Broker, health, bench.Time, NullLogger<BrokerUpkeep>.Instance);
        Assert.True(await upkeep.TendAsync(Token));
        Assert.True(health.Ready);

        // A folder in the place of a file that has to be written anew.
        bench.Time.Now += TimeSpan.FromDays(700);
        File.Delete(certificates.ServerFile);
        Directory.CreateDirectory(certificates.ServerFile);
        Assert.False(await upkeep.TendAsync(Token));
        Assert.False(health.Ready);
        Assert.Contains(certificates.ServerFile, health.Parts["broker-lists"].Detail, StringComparison.Ordinal);
        // The revocation list was written all the same.
        Assert.Equal(2, bench.Broker.Reloads);

        Directory.Delete(certificates.ServerFile);
        Assert.True(await upkeep.TendAsync(Token));
        Assert.True(health.Ready);
        Assert.True(certificates.Server!.NotAfter.ToUniversalTime() > bench.Time.Now.UtcDateTime.AddDays(365));
    }
}
