using Edge.Benchmarks.Uplink.Watching;

namespace Edge.Benchmarks.Uplink.Contenders;

/// <summary>One way to bring records over a link, from a board to a hub.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Sets both ends up while the link is fast; when this returns the link is down and the board's backlog waits.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>The link has come up; only the raw stream may make use of being told.</summary>
    void LinkUp();

    void LinkCut();

    /// <summary>What has come through, asked once the last time of signal is over.</summary>
    Task<Delivery> FinishAsync(LinkHistory history, CancellationToken cancellationToken);
}
