using System.Net;
using System.Net.Sockets;

namespace Edge.Mqtt.Tests;

public sealed class SegmentSizeTests
{
    private static readonly IPAddress Hub = IPAddress.Parse("192.0.2.1");
    private readonly Hours _time = new();
    private string _network = "wwan0";

    private SegmentSize New(int tries = 2) => new(_time, tries, _ => _network);

    [Fact]
    public void A_handshake_that_stays_unanswered_once_may_be_a_cut()
    {
        var size = New();
        size.Unanswered(Hub);
        Assert.Null(size.For(Hub));
        size.Answered(Hub);
        size.Unanswered(Hub);
        Assert.Null(size.For(Hub));
    }

    [Fact]
    public void Handshakes_that_stay_unanswered_lower_it_step_by_step_and_then_begin_anew()
    {
        var size = New();
        List<int?> seen = [];
        for (var i = 0; i < 7; i++)
        {
            seen.Add(size.For(Hub));
            size.Unanswered(Hub);
        }
        Assert.Equal([null, null, 1220, 1220, 536, 536, null], seen);
    }

    [Fact]
    public void What_works_stays_however_often_it_is_cut()
    {
        var size = Lowered();
        for (var i = 0; i < 10; i++)
        {
            size.Answered(Hub);
            size.Unanswered(Hub);
            Assert.Equal(1220, size.For(Hub));
        }
    }

    [Fact]
    public void Another_network_has_its_own_size()
    {
        var size = Lowered();
        _network = "eth0";
        Assert.Null(size.For(Hub));
        size.Answered(Hub);
        _network = "wwan0";
        Assert.Equal(1220, size.For(Hub));
    }

    [Fact]
    public void After_a_day_the_networks_own_size_is_tried_once_more()
    {
        var size = Lowered();
        _time.Passed += 25;
        Assert.Null(size.For(Hub));
        size.Unanswered(Hub);
        Assert.Equal(1220, size.For(Hub));
        _time.Passed += 25;
        size.Answered(Hub);
        Assert.Null(size.For(Hub));
        size.Unanswered(Hub);
        Assert.Null(size.For(Hub));
    }

    [Fact]
    public void Connections_that_get_nothing_large_through_lower_it_too()
    {
        var size = New();
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(size.For(Hub));
            size.Answered(Hub);
            size.Ended(Hub, acknowledged: 2_000, retransmitted: 4);
        }
        Assert.Equal(1220, size.For(Hub));
    }

    [Theory]
    [InlineData(100_000, 4)] // carried much, and was cut
    [InlineData(8_192, 0)]
    public void One_that_carried_something_makes_up_for_one_that_was_cut_early(long acknowledged, long retransmitted)
    {
        var size = New();
        for (var i = 0; i < 5; i++)
        {
            size.Ended(Hub, 2_000, 4);
            size.Ended(Hub, acknowledged, retransmitted);
            size.Ended(Hub, 2_000, 0); // idle, and closed in peace: says nothing
        }
        Assert.Null(size.For(Hub));
    }

    [Fact]
    public void A_socket_says_it_to_the_other_side()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Assert.Equal(1220, Lowered().Apply(socket, IPAddress.Loopback));
        socket.Connect(listener.LocalEndPoint!);
        using var other = listener.Accept();
        var seen = new byte[4];
        other.GetRawSocketOption(6, 2, seen);
        // Loopback's own would be over 32 KB.
        Assert.InRange(BitConverter.ToInt32(seen), 1, 1220);
    }

    [Fact]
    public void The_network_is_the_interface_on_the_way() => Assert.Equal("lo", SegmentSize.InterfaceTo(IPAddress.Loopback));

    private SegmentSize Lowered()
    {
        var size = New();
        size.Unanswered(Hub);
        size.Unanswered(Hub);
        Assert.Equal(1220, size.For(Hub));
        return size;
    }

    private sealed class Hours : TimeProvider
    {
        public long Passed { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Passed * 3600;
    }
}
