using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Edge.Hub.Boards;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Accounts;

/// <summary>Bounds the tokens that are not good from one address. One that was good here before is looked at in any case: who shares an address with a guesser is not kept out.</summary>
internal sealed class TokenGate(IOptions<AccountsOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _good = new(StringComparer.Ordinal);

    private readonly PartitionedRateLimiter<string> _bad = PartitionedRateLimiter.Create<string, string>(from => EstLimits.Window(from, options.Value.BadTokensPerMinute));

    /// <summary>False where it is refused unread.</summary>
    public bool MayLook(string from, string token)
    {
        using var any = _bad.AttemptAcquire(from, 0);
        return any.IsAcquired || _good.ContainsKey(Key(token));
    }

    /// <summary>What was found out about it.</summary>
    public void Looked(string from, string token, bool good)
    {
        if (good)
        {
            _good.TryAdd(Key(token), true);
            return;
        }
        _good.TryRemove(Key(token), out _);
        _bad.AttemptAcquire(from).Dispose();
    }

    public void Dispose() => _bad.Dispose();

    private static string Key(string token) => Convert.ToHexString(TokenBook.Digest(token));
}
