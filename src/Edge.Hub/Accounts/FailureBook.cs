namespace Edge.Hub.Accounts;

/// <summary>Counts wrong passwords: by name, whether a user has it or nobody, so that the two look alike, and by browser where it is a known one. Bounded: the oldest are forgotten.</summary>
internal sealed class FailureBook(TimeProvider time)
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tried> _keys = new(StringComparer.Ordinal);
    private readonly Queue<Tried> _order = new();

    public bool IsLocked(string key)
    {
        lock (_gate) return _keys.GetValueOrDefault(key)?.LockedUntil > time.GetUtcNow();
    }

    /// <summary>One more wrong password.</summary>
    /// <returns>True where it locks the name or browser.</returns>
    public bool Failed(string key)
    {
        lock (_gate)
        {
            if (!_keys.TryGetValue(key, out var tried))
            {
                if (_order.Count >= Most && _order.Dequeue() is var oldest && _keys.GetValueOrDefault(oldest.Key) == oldest) _keys.Remove(oldest.Key);
                _keys[key] = tried = new Tried(key);
                _order.Enqueue(tried);
            }
            if (++tried.Failures < SignInDesk.MostFailures) return false;
            (tried.Failures, tried.LockedUntil) = (0, time.GetUtcNow() + SignInDesk.LockedFor);
            return true;
        }
    }

    /// <summary>After a right password.</summary>
    public void Forget(string key)
    {
        lock (_gate) _keys.Remove(key);
    }

    /// <summary>Where an administrator has changed the user: under the name, and from every browser.</summary>
    public void ForgetUser(string name)
    {
        lock (_gate)
        {
            _keys.Remove(name);
            foreach (var key in _keys.Keys.Where(k => k.StartsWith(OfBrowser(name, ""), StringComparison.Ordinal)).ToList()) _keys.Remove(key);
        }
    }

    /// <summary>No name has a space in it.</summary>
    public static string OfBrowser(string name, string id) => $"{name} {id}";

    private sealed class Tried(string key)
    {
        public string Key => key;

        public int Failures { get; set; }

        public DateTimeOffset? LockedUntil { get; set; }
    }
}
