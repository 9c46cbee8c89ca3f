using System.Collections.Concurrent;

namespace Edge.Benchmarks.Fleet;

/// <summary>What all boards of a run have seen, and what they do in the phase that is on.</summary>
internal sealed class FleetTally : IDisposable
{
    // So many handshakes of ours at once: more would only wait for each other's processor.
    private readonly SemaphoreSlim _dialling = new(64);
    private readonly SemaphoreSlim _down = new(1, 1);
    private long _served, _haves, _failed, _refusedSubscriptions;

    public long Began { get; } = TimeProvider.System.GetTimestamp();

    /// <summary>Whether idle boards say that they are there.</summary>
    public volatile bool IdleOffers = true;

    public int Serving => (int)Interlocked.Read(ref _served);

    public long Haves => Interlocked.Read(ref _haves);

    public long Failures => Interlocked.Read(ref _failed);

    public long RefusedSubscriptions => Interlocked.Read(ref _refusedSubscriptions);

    /// <summary>Why connections failed, and how often.</summary>
    public ConcurrentDictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

    public void Served() => Interlocked.Increment(ref _served);

    public void Lost() => Interlocked.Decrement(ref _served);

    public void Have() => Interlocked.Increment(ref _haves);

    public void SubscriptionRefused() => Interlocked.Increment(ref _refusedSubscriptions);

    public void Failed(string why)
    {
        Interlocked.Increment(ref _failed);
        Reasons.AddOrUpdate(why, 1, (_, n) => n + 1);
    }

    public void Forget()
    {
        Interlocked.Exchange(ref _failed, 0);
        Reasons.Clear();
    }

    /// <summary>Nobody connects until <see cref="Up"/>.</summary>
    public Task DownAsync(CancellationToken cancellationToken) => _down.WaitAsync(cancellationToken);

    public void Up() => _down.Release();

    public async Task<IDisposable> DialAsync(CancellationToken cancellationToken)
    {
        await _down.WaitAsync(cancellationToken);
        _down.Release();
        await _dialling.WaitAsync(cancellationToken);
        return new Turn(_dialling);
    }

    public void Dispose()
    {
        _dialling.Dispose();
        _down.Dispose();
    }

    private sealed class Turn(SemaphoreSlim dialling) : IDisposable
    {
        public void Dispose() => dialling.Release();
    }
}
