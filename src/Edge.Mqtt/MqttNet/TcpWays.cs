namespace Edge.Mqtt.MqttNet;

/// <summary>Over which network interface the next attempt goes: the one it is begun with has a second to answer alone, then all have their turns.</summary>
internal sealed class TcpWays
{
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(1);

    private readonly string?[] _ways;
    private readonly int[] _begun;
    private readonly bool[] _closed;
    private readonly int _head;

    /// <param name="ways">Interfaces in their order; null is the kernel's choice.</param>
    /// <param name="stagger">The time between attempts; null where one has to do for each way.</param>
    public TcpWays(IReadOnlyList<string?> ways, TimeSpan? stagger)
    {
        (_ways, _begun, _closed) = ([.. ways], new int[ways.Count], new bool[ways.Count]);
        _head = stagger is { } step ? (int)Math.Ceiling(Alone / step) : 1;
        Pause = stagger ?? Alone;
        OnceEach = stagger is null;
    }

    /// <summary>Between two attempts.</summary>
    public TimeSpan Pause { get; }

    private bool OnceEach { get; }

    /// <summary>One more attempt may be begun.</summary>
    public bool HasNext => Enumerable.Range(0, _ways.Length).Any(IsOpen);

    /// <summary>None of them leads there.</summary>
    public bool AllClosed => Array.TrueForAll(_closed, c => c);

    public string? Next()
    {
        var open = Enumerable.Range(0, _ways.Length).Where(IsOpen);
        var next = _begun[0] < _head && IsOpen(0) ? 0 : open.MinBy(w => w == 0 ? _begun[w] - _head + 1 : _begun[w]);
        _begun[next]++;
        return _ways[next];
    }

    /// <summary>What was tried there cannot succeed, and no second attempt would; the others need not wait for it.</summary>
    public void Close(string? way) => _closed[Array.IndexOf(_ways, way)] = true;

    private bool IsOpen(int way) => !_closed[way] && !(OnceEach && _begun[way] > 0);
}
