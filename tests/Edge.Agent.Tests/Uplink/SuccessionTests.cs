using System.Net;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink;
using Edge.Hosting.Linux;
using Edge.Mqtt;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Uplink;

public sealed class SuccessionTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly FakeLink _old = new();
    private readonly DialledNetwork _network = new();
    private readonly List<string?> _told = [];
    private readonly UplinkDialer _dialer;
    private int _wills;

    public SuccessionTests()
    {
        DurableFile.EnsureFolder(new LinuxDisk(), _folder.Data.Identity);
        _dialer = _network.Dialer(TestKeys.Shared.Identity() with { Trust = TestKeys.Shared.Trust(_folder.Data) }, _folder.Data, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_connection_that_speaks_again_stays_and_the_attempt_beside_it_is_given_up()
    {
        var succession = Mute();
        await _network.Begun(1);
        await succession.EndAsync();
        Assert.True(_network.Attempts[0].GivenUp.IsCancellationRequested);
        Assert.False(succession.IsBegun);
        Assert.Null(await succession.LastAsync());
        Assert.Equal(["mute", null], _told);

        // And it may fall mute again.
        succession.Begin("again", Token);
        await _network.Begun(2);
        Assert.Equal(2, _wills);
        await succession.EndAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task The_next_connection_takes_the_place_of_one_that_stays_mute()
    {
        var succession = Mute();
        await _network.Begun(1);
        _network.Attempts[0].Fail(new MqttException("nobody") { Unanswered = true });
        await _network.Begun(2);
        var next = new FakeLink();
        _network.Attempts[1].Connect(next);
        Assert.Same(next, await succession.Next);
        Assert.Same(next, await succession.LastAsync());
    }

    // The broker has been told of the next one, and has ended the old one.
    [Fact(Timeout = 60_000)]
    public async Task One_that_speaks_when_the_next_is_there_already_goes_all_the_same()
    {
        var succession = Mute();
        await _network.Begun(1);
        var next = new FakeLink();
        _network.Attempts[0].Connect(next);
        await succession.EndAsync();
        Assert.Same(next, await succession.LastAsync());
        Assert.Equal(["mute"], _told);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_attempt_under_way_outlives_a_connection_that_is_lost_and_no_other_is_begun()
    {
        var succession = Mute();
        await _network.Begun(1);
        _old.Close();
        var last = succession.LastAsync();
        Assert.False(_network.Attempts[0].GivenUp.IsCancellationRequested);
        var next = new FakeLink();
        _network.Attempts[0].Connect(next);
        Assert.Same(next, await last);

        succession = Mute();
        Assert.Null(await succession.LastAsync());
        Assert.Single(_network.Attempts);
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_is_left_takes_the_attempt_beside_it_along()
    {
        var succession = Mute();
        await _network.Begun(1);
        Assert.Null(await succession.LastAsync());
        Assert.True(_network.Attempts[0].GivenUp.IsCancellationRequested);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_link_that_comes_is_left_to_the_old_connection_for_a_moment_where_the_address_is_the_old_one()
    {
        foreach (var (own, waits) in ((IPAddress, bool)[])[(IPAddress.Loopback, true), (IPAddress.Parse("192.0.2.1"), false)])
        {
            _old.Path = new MqttPath(new HostAddress(IPAddress.Loopback, Remembered: false), own, "lo", null);
            var first = _network.Attempts.Count;
            var succession = Mute();
            // In silence nobody knows when TCP will speak next: nothing is waited for.
            Assert.True(_network.Attempts[first].Hello.IsCompletedSuccessfully);
            _network.LinkComes();
            _network.Attempts[first].Fail(new MqttException("the network changed") { Unanswered = true });
            await _network.Begun(first + 2);
            Assert.Equal(waits, !_network.Attempts[first + 1].Hello.IsCompleted);
            await _network.Attempts[first + 1].Hello;
            await succession.EndAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _old.DisposeAsync();
        _folder.Dispose();
    }

    private Succession Mute()
    {
        var succession = new Succession(_old, _dialer, Will, _told.Add, _time);
        succession.Begin("mute", Token);
        return succession;
    }

    private MqttWill Will()
    {
        _wills++;
        return new MqttWill("gone", ReadOnlyMemory<byte>.Empty, MqttQos.AtMostOnce, Retain: false);
    }
}
