namespace Edge.Hub.Broker;

/// <summary>So many lines a minute and no more: whoever can make the broker complain cannot fill the disk.</summary>
internal sealed class LogBudget(TimeProvider time)
{
    private const int PerMinute = 30;

    private readonly Lock _gate = new();
    private long _since = time.GetTimestamp();
    private int _taken;
    private long _dropped;

    /// <summary>True where one more line may be written; <paramref name="dropped"/> were not since the last.</summary>
    public bool Take(out long dropped)
    {
        lock (_gate)
        {
            dropped = 0;
            if (time.GetElapsedTime(_since) >= TimeSpan.FromMinutes(1)) (_since, _taken) = (time.GetTimestamp(), 0);
            if (_taken >= PerMinute)
            {
                _dropped++;
                return false;
            }
            _taken++;
            (dropped, _dropped) = (_dropped, 0);
            return true;
        }
    }
}
