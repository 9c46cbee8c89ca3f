using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Edge.Mqtt;

/// <summary>
/// How large TCP's segments may be on the way to a hub: as the network says, until handshakes stay unanswered although TCP was answered,
/// or connections get no more than their handshake through. Then something on the way drops large packets and tells nobody, and smaller
/// ones get through. What is learnt holds for one network interface; once a day it is put to the test again.
/// </summary>
/// <param name="tries">Failures in a row that are one too many for chance: a link may be cut in the middle of a handshake.</param>
/// <param name="networkTo">The name of the network on the way to an address; by default the kernel's choice.</param>
public sealed class SegmentSize(TimeProvider time, int tries = 2, Func<IPAddress, string>? networkTo = null)
{
    private static readonly TimeSpan Holds = TimeSpan.FromDays(1);

    // With their headers IP packets of 1,260 bytes, as much as any tunnel carries, and of 576, the least that IPv4 asks of a network.
    private static readonly int[] Lower = [1220, 536];

    // More than handshake, subscription and first offer.
    private const long CarriedBytes = 8 * 1024;
    private const long Retransmissions = 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lesson> _lessons = [];
    private readonly Func<IPAddress, string> _networkTo = networkTo ?? InterfaceTo;

    /// <summary>Sets it on a socket that has not been connected yet; the result is the limit, null where the network's own stands.</summary>
    public int? Apply(Socket socket, IPAddress hub, string? way = null)
    {
        if (For(hub, way) is not { } bytes) return null;
        const int tcp = 6, maxSegment = 2;
        socket.SetRawSocketOption(tcp, maxSegment, BitConverter.GetBytes(bytes));
        return bytes;
    }

    /// <summary>The limit for a connection to that address; null for the network's own.</summary>
    public int? For(IPAddress hub, string? way = null)
    {
        lock (_gate)
        {
            // Which network it is costs a few system calls, and hardly anybody needs them.
            if (_lessons.Count == 0 || !_lessons.TryGetValue(way ?? _networkTo(hub), out var lesson)) return null;
            return lesson.Step == 0 || IsOld(lesson) ? null : Lower[lesson.Step - 1];
        }
    }

    /// <summary>The other side has answered a handshake.</summary>
    public void Answered(IPAddress hub, string? way = null)
    {
        lock (_gate)
        {
            if (_lessons.Count == 0 || (way ?? _networkTo(hub)) is var network && !_lessons.TryGetValue(network, out var lesson)) return;
            Keep(network, IsOld(lesson) ? new Lesson(0, 0, 0, lesson.Stuck) : lesson with { Failed = 0 });
        }
    }

    /// <summary>TCP was answered and the handshake was not.</summary>
    public void Unanswered(IPAddress hub, string? way = null)
    {
        lock (_gate)
        {
            var network = way ?? _networkTo(hub);
            var lesson = _lessons.GetValueOrDefault(network);
            // It still is as it was a day ago.
            if (IsOld(lesson)) Keep(network, lesson with { Since = time.GetTimestamp(), Failed = 0 });
            else if (lesson.Failed + 1 < tries) Keep(network, lesson with { Failed = lesson.Failed + 1 });
            else Keep(network, Next(lesson));
        }
    }

    /// <summary>A connection has ended; what the kernel counted says whether more than small packets got through to the hub.</summary>
    public void Ended(IPAddress hub, long acknowledged, long retransmitted, string? way = null)
    {
        var stuck = acknowledged < CarriedBytes && retransmitted >= Retransmissions;
        if (!stuck && acknowledged < CarriedBytes) return;
        lock (_gate)
        {
            if (!stuck && _lessons.Count == 0) return;
            var network = way ?? _networkTo(hub);
            var lesson = _lessons.GetValueOrDefault(network);
            if (!stuck) Keep(network, lesson with { Stuck = 0 });
            else if (lesson.Stuck + 1 < tries) Keep(network, lesson with { Stuck = lesson.Stuck + 1 });
            else Keep(network, Next(lesson));
        }
    }

    /// <summary>The interface through which the kernel would send to that address.</summary>
    public static string InterfaceTo(IPAddress hub)
    {
        try
        {
            // Connecting a datagram socket sends nothing.
            using var probe = new Socket(hub.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            probe.Connect(hub, 9);
            return InterfaceOf(((IPEndPoint)probe.LocalEndPoint!).Address);
        }
        catch (SocketException)
        {
            return "";
        }
    }

    /// <summary>The interface that has that address; empty where none has.</summary>
    public static string InterfaceOf(IPAddress own)
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces().FirstOrDefault(n => n.GetIPProperties().UnicastAddresses.Any(a => a.Address.Equals(own)))?.Name ?? "";
        }
        catch (NetworkInformationException)
        {
            return "";
        }
    }

    // Where none of them helped, the size is not what is wrong: from the beginning.
    private Lesson Next(Lesson lesson) => lesson.Step == Lower.Length ? default : new Lesson(lesson.Step + 1, time.GetTimestamp(), 0, 0);

    private void Keep(string network, Lesson lesson)
    {
        if (lesson is { Step: 0, Failed: 0, Stuck: 0 }) _lessons.Remove(network);
        else _lessons[network] = lesson;
    }

    private bool IsOld(Lesson lesson) => lesson.Step > 0 && time.GetElapsedTime(lesson.Since) > Holds;

    private readonly record struct Lesson(int Step, long Since, int Failed, int Stuck);
}
