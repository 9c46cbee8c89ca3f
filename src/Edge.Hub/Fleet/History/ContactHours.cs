namespace Edge.Hub.Fleet.History;

/// <summary>In which hours of the last seven days a board was heard.</summary>
/// <param name="hour">The hour of this moment, so that older ones need not be moved one by one.</param>
internal sealed class ContactHours(long hour = 0)
{
    public const int Hours = 7 * 24;

    private readonly byte[] _bits = new byte[Hours / 8];
    private long _end = hour;
    private IReadOnlyList<byte>? _shown;

    /// <summary>It was heard in this hour, counted since 1970 in local time.</summary>
    public void Note(long hour)
    {
        if (hour > _end) MoveTo(hour);
        var at = (int)(hour - _end) + Hours - 1;
        if (at < 0 || (_bits[at / 8] & (1 << at % 8)) != 0) return;
        _bits[at / 8] |= (byte)(1 << at % 8);
        _shown = null;
    }

    /// <summary>As it is shown at that hour: oldest first, the first in the lowest bit of the first byte. The same object while nothing changes.</summary>
    public IReadOnlyList<byte> At(long hour)
    {
        if (hour > _end) MoveTo(hour);
        return _shown ??= [.. _bits];
    }

    private void MoveTo(long hour)
    {
        var by = hour - _end;
        var moved = new byte[_bits.Length];
        for (var i = by; i < Hours; i++)
        {
            if ((_bits[i / 8] & (1 << (int)(i % 8))) != 0) moved[(i - by) / 8] |= (byte)(1 << (int)((i - by) % 8));
        }
        moved.CopyTo(_bits, 0);
        (_end, _shown) = (hour, null);
    }
}
