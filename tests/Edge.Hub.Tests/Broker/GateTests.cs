using Edge.Hub.Broker;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Broker;

public sealed class GateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_waits_gets_through_however_often_it_was_shut_meanwhile()
    {
        var time = new JumpTime();
        var gate = new Gate(time);
        var first = gate.PassAsync(Token);
        gate.Shut();
        gate.Shut();
        var second = gate.PassAsync(Token);
        Assert.False(first.IsCompleted || second.IsCompleted || gate.IsOpen);
        gate.Open();
        await Task.WhenAll(first, second).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.True(gate.IsOpen);
    }

    [Fact]
    public async Task Once_shut_again_it_holds_whoever_comes_and_its_time_begins_anew()
    {
        var time = new JumpTime();
        var gate = new Gate(time);
        gate.Open();
        var opened = gate.OpenSince;
        gate.Shut();
        Assert.Null(gate.OpenSince);
        var waiting = gate.PassAsync(Token);
        Assert.False(waiting.IsCompleted);
        time.Jump(TimeSpan.FromMinutes(1));
        gate.Open();
        await waiting.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.True(gate.OpenSince > opened);
    }
}
