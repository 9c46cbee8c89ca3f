using System.Net;
using Edge.Mqtt.MqttNet;

namespace Edge.Mqtt.Tests;

/// <summary>Which network interface has the next attempt.</summary>
public sealed class TcpWaysTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void The_first_way_has_a_second_alone_and_then_all_have_their_turns()
    {
        var ways = new TcpWays([null, "wwan0", "eth1"], Quarter);
        Assert.Equal(Quarter, ways.Pause);
        Assert.Equal([null, null, null, null, "wwan0", "eth1", null, "wwan0", "eth1", null], Next(ways, 10));
    }

    [Fact]
    public void A_way_that_cannot_succeed_is_not_tried_again()
    {
        var ways = new TcpWays([null, "wwan0"], Quarter);
        Assert.Equal([null], Next(ways, 1));
        ways.Close(null);
        Assert.Equal(["wwan0", "wwan0"], Next(ways, 2));
        Assert.False(ways.AllClosed);
        ways.Close("wwan0");
        Assert.True(ways.AllClosed);
        Assert.False(ways.HasNext);
    }

    [Fact]
    public void Where_attempts_are_saved_each_way_has_one()
    {
        var ways = new TcpWays([null, "wwan0"], null);
        Assert.Equal(TimeSpan.FromSeconds(1), ways.Pause);
        Assert.Equal([null, "wwan0"], Next(ways, 2));
        Assert.False(ways.HasNext);
    }

    [Theory]
    [InlineData("192.0.2.1", 1, 0, "")]
    [InlineData("127.0.0.1", 2, 1, "")]
    [InlineData("192.0.2.1", 2, 0, " if0 if1")]
    [InlineData("192.0.2.1", 2, 1, "if0 if1 ")]
    [InlineData("192.0.2.1", 2, 3, " if0 if1")]
    public void The_kernels_choice_is_first_unless_it_is_another_ones_turn(string hub, int interfaces, int first, string expected)
    {
        var ways = NetworkWay.To(IPAddress.Parse(hub), [.. Enumerable.Range(0, interfaces).Select(i => $"if{i}")], first);
        Assert.Equal(expected, string.Join(' ', ways));
    }

    private static List<string?> Next(TcpWays ways, int count)
    {
        List<string?> next = [];
        for (var i = 0; i < count && ways.HasNext; i++) next.Add(ways.Next());
        return next;
    }
}
