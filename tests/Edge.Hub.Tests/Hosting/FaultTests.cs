using Edge.Hub.Hosting;
using Edge.Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edge.Hub.Tests.Hosting;

public sealed class FaultTests
{
    /// <summary>Once the hub runs, or while it still starts: the first of the two services holds the start up until the other has failed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_background_service_that_fails_ends_the_hub_with_1(bool duringStart)
    {
        using var folder = new TempFolder();
        var arguments = new HubArguments(folder.File("hub"), null, new Dictionary<string, string?>
        {
            ["Listen:Http"] = "127.0.0.1:0",
            ["Listen:Https"] = "127.0.0.1:0",
            ["Broker:Mode"] = "External",
            ["Broker:Address"] = "127.0.0.1:1",
        });
        await using var host = HubHost.Create(arguments, services =>
        {
            services.AddHostedService<Failing>();
            if (duringStart) services.AddHostedService<SlowStart>();
        });
        var code = await host.RunAsync(TextWriter.Null, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Fault, code);
    }

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
