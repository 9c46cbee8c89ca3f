using Edge.Testing.Processes;
using Edge.Testing.Relay;

namespace Edge.SystemTests.Support;

/// <summary>One board of a system: its agent, and the link between it and the hub's broker.</summary>
internal sealed class Kiosk(string node, AgentSetup setup, LinkRelay link) : IAsyncDisposable
{
    public string Node { get; } = node;

    public AgentSetup Setup { get; } = setup;

    public LinkRelay Link { get; } = link;

    public AgentProcess Agent { get; private set; } = null!;

    public async Task StartAsync()
    {
        Agent = AgentProcess.Start(Setup);
        await Agent.WaitReadyAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops the agent in order; the kiosk may be started again.</summary>
    public async Task StopAsync()
    {
        Assert.Equal(0, await Agent.StopAsync());
        await Agent.DisposeAsync();
        Agent = null!;
    }

    public async Task RestartAfterKillAsync()
    {
        await Agent.Kill9Async();
        await Agent.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Agent is not null) await Agent.DisposeAsync();
        await Link.DisposeAsync();
    }
}
