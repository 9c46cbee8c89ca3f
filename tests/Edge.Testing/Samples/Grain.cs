namespace Edge.Testing.Samples;

/// <summary>A camera's noise: quick, and the same for the same seed.</summary>
internal sealed class Grain(Random random)
{
    private ulong _state = (ulong)random.NextInt64(1, long.MaxValue);

    /// <summary>Between -1 and 1, most often near 0.</summary>
    public double Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return ((_state & 0xFFFFFF) + ((_state >> 24) & 0xFFFFFF)) / (double)0x1000000 - 1;
    }
}
