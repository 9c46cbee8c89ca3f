using Edge.Hosting;
using Edge.Hub.Admin;
using Edge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edge.Hub.Tests.Admin;

public sealed class FaultTests
{
    /// <summary>Once the hub runs, or while it still starts: the first of the two services holds the start up until the other has failed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_background_service_that_fails_ends_the_hub_with_1(bool duringStart)
    {
        using var folder = new TempFolder();
        await using var host = HubHost.Create(Arguments(folder, "127.0.0.1:0"), services =>
        {
            services.AddHostedService<Failing>();
            if (duringStart) services.AddHostedService<SlowStart>();
        });
        var code = await host.RunAsync(TextWriter.Null, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Fault, code);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named()
    {
        using var folder = new TempFolder();
        // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
        await using var host = HubHost.Create(Arguments(folder, "192.0.2.1:8443"));
        var refused = await Assert.ThrowsAsync<HubException>(() => host.RunAsync(TextWriter.Null, TestContext.Current.CancellationToken));
        Assert.Contains("192.0.2.1:8443", refused.Message, StringComparison.Ordinal);
    }

    private static HubArguments Arguments(TempFolder folder, string https) => new(folder.File("hub"), null, new Dictionary<string, string?>
    {
        ["Listen:Http"] = "127.0.0.1:0",
        ["Listen:Https"] = https,
        ["Broker:Mode"] = "External",
        ["Broker:Address"] = "127.0.0.1:1",
    });

    private sealed class SlowStart(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            var stopping = new TaskCompletionSource();
            lifetime.ApplicationStopping.Register(stopping.SetResult);
            return stopping.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("as ordered");
        }
    }
}
