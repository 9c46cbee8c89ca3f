namespace Edge.Hub.Objects;

/// <summary>How much sealing one group of offers may cost, so that records never wait long for it. Boards that go short are served at their next offer.</summary>
internal sealed class SealBudget
{
    /// <summary>Most objects that are made for one group.</summary>
    public const int Most = 4;

    private readonly HashSet<(string Area, string Name, ulong Version, ulong BaseVersion)> _unmade = [];
    private int _left = Most;

    /// <summary>The archive failed: nothing more is looked up for this group.</summary>
    public bool IsOver { get; private set; }

    /// <summary>False where there is no room for this one, or it could not be made for another board.</summary>
    public bool TryTake(ObjectForBoard wanted) => !_unmade.Contains(KeyOf(wanted)) && _left-- > 0;

    /// <summary>Another try would fail just so, and take the room of what can be made.</summary>
    public void NotMade(ObjectForBoard wanted) => _unmade.Add(KeyOf(wanted));

    public void End() => IsOver = true;

    private static (string, string, ulong, ulong) KeyOf(ObjectForBoard wanted) => (wanted.Area, wanted.Name, wanted.Version, wanted.BaseVersion);
}
