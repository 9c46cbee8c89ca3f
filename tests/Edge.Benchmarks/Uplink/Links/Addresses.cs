using System.Net;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>Where the two ends are; the networks are their own, so every run has the same.</summary>
internal static class Addresses
{
    public const string Device = "link0";
    public static readonly IPAddress Board = IPAddress.Parse("10.99.0.1");
    public static readonly IPAddress Hub = IPAddress.Parse("10.99.0.2");

    public static IPEndPoint OfHub(int port) => new(Hub, port);
}
