using System.Net;

namespace Edge.Demo.Show;

/// <summary>What the command line asked for.</summary>
internal sealed record DemoOptions
{
    public static readonly TimeSpan ShortestRun = TimeSpan.FromSeconds(15);
    public const int MostKiosks = 20;

    /// <summary>How long citizens come, from when the kiosks are ready; null until Ctrl-C.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>The sums as JSON, alone on standard output; the talk goes to standard error.</summary>
    public bool Json { get; init; }

    public int Kiosks { get; init; } = 3;

    public IPEndPoint Http { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>Decides people, pace and cuts.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Leaves data folders and logs behind.</summary>
    public bool Keep { get; init; }
}
