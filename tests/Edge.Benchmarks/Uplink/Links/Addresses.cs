using System.Net;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>Where the two ends are; the networks are their own, so every run has the same. A board whose modem dials anew gets the next address.</summary>
internal static class Addresses
{
    public const string Device = "link0";

    /// <summary>Both ends' addresses.</summary>
    public const string All = "10.99.0.0/16";

    /// <summary>Those that a board can have.</summary>
    public const string Boards = "10.99.1.0/24";

    public static readonly IPAddress Hub = IPAddress.Parse("10.99.0.2");

    public static IPAddress OfBoard(int dialled) => new([10, 99, 1, (byte)(1 + dialled % 250)]);

    public static IPEndPoint OfHub(int port) => new(Hub, port);
}
