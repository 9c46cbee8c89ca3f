using System.Threading.RateLimiting;
using Edge.Hub.Audit;

namespace Edge.Hub.Api;

/// <summary>Bounds the files that are being sent at once, which are held in memory: for each user or token, and for everyone together.</summary>
internal sealed class UploadGate : IDisposable
{
    public const int MostEach = 2;

    private const int MostOverall = 8;

    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.CreateChained(By(actor => actor, MostEach), By(_ => "everyone", MostOverall));

    public async ValueTask<object?> PassAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var turn = _turns.AttemptAcquire(context.HttpContext.User.Actor().Name);
        return turn.IsAcquired ? await next(context)
            : Refused.Answer($"too many files are being sent at once, at most {MostEach} of one user or token and {MostOverall} in all; send this one again when another is through", StatusCodes.Status429TooManyRequests);
    }

    public void Dispose() => _turns.Dispose();

    private static PartitionedRateLimiter<string> By(Func<string, string> partition, int most) =>
        PartitionedRateLimiter.Create<string, string>(actor => RateLimitPartition.GetConcurrencyLimiter(partition(actor), _ => new ConcurrencyLimiterOptions { PermitLimit = most }));
}
