using Edge.Agent.Custody.Intake;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Custody.Intake;

public sealed class IntakeGateTests
{
    [Fact(Timeout = 120_000)]
    public async Task Only_so_many_work_only_so_many_wait_and_the_rest_are_told_at_once()
    {
        using var gate = new IntakeGate(Options.Create(new LocalApiOptions { Concurrent = 1, Waiting = 1, MaxWait = TimeSpan.FromSeconds(15) }));
        Assert.True(await gate.EnterAsync(TestContext.Current.CancellationToken));
        var waiting = gate.EnterAsync(TestContext.Current.CancellationToken);
        Assert.False(await gate.EnterAsync(TestContext.Current.CancellationToken));
        Assert.False(waiting.IsCompleted);
        gate.Leave();
        Assert.True(await waiting);
    }

    [Fact(Timeout = 120_000)]
    public async Task Nobody_waits_for_ever()
    {
        using var gate = new IntakeGate(Options.Create(new LocalApiOptions { Concurrent = 1, MaxWait = TimeSpan.FromMilliseconds(100) }));
        Assert.True(await gate.EnterAsync(TestContext.Current.CancellationToken));
        Assert.False(await gate.EnterAsync(TestContext.Current.CancellationToken));
    }
}
