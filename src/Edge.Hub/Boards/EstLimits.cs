using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Boards;

/// <summary>Bounds enrolment before anything of a request is looked at: for each address, and for everyone together.</summary>
internal sealed class EstLimits(IOptions<NodesOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    private const int NetworkBytes = 8;

    private readonly NodesOptions _options = options.Value;

    /// <summary>Marks the endpoints that are bounded.</summary>
    internal sealed class Limited;

    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            By(context => Network(context.Connection.RemoteIpAddress), _options.EnrolPerMinute),
            By(_ => "everyone", _options.EnrolPerMinuteOverall));
        options.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    }

    private static PartitionedRateLimiter<HttpContext> By(Func<HttpContext, string> partition, int perMinute) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => context.GetEndpoint()?.Metadata.GetMetadata<Limited>() is null
            ? RateLimitPartition.GetNoLimiter("")
            : Window(partition(context), perMinute));

    /// <summary>So many in a minute.</summary>
    internal static RateLimitPartition<string> Window(string of, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(of, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) });

    /// <summary>Whose address it is: whoever has one of IPv6 has its whole network of 64 bits.</summary>
    internal static string Network(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.ToString(),
    };
}
