using System.Collections.Immutable;

namespace Edge.Hub.Broker;

/// <summary>Boards that are shut out for a while. Kept in memory alone: a hub that starts anew judges anew.</summary>
internal sealed class EvictedBoards
{
    private ImmutableHashSet<string> _names = [];

    /// <summary>Their names.</summary>
    public IReadOnlySet<string> Names => _names;

    /// <returns>True where it was not among them.</returns>
    public bool Add(string node) => ImmutableInterlocked.Update(ref _names, names => names.Add(node));

    /// <returns>True where it was among them.</returns>
    public bool Remove(string node) => ImmutableInterlocked.Update(ref _names, names => names.Remove(node));
}
