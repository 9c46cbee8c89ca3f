namespace Edge.Agent.Tests.Support;

/// <summary>A whole agent that runs, and a client of its socket, for each test.</summary>
public abstract class OverTheSocket : IAsyncLifetime
{
    private protected TestAgent Agent { get; private set; } = null!;

    private protected HttpClient Http { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Agent = await TestAgent.ProvisionedAsync();
        Prepare(Agent);
        await Agent.StartAsync();
        Http = Agent.Http();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Agent.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What is different before it starts.</summary>
    private protected virtual void Prepare(TestAgent agent)
    {
    }
}
