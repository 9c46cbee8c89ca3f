using Edge.Hub.Progress;

namespace Edge.Hub.Dashboard.Parts;

/// <summary>What people call an area: the name of the place with its code, where there is one.</summary>
internal sealed class AreaNames(PlaceBook places)
{
    private volatile Known? _known;

    /// <summary>Null where nobody has named it.</summary>
    public async ValueTask<string?> OfAsync(string code, CancellationToken cancellationToken)
    {
        var all = await places.AllAsync(cancellationToken);
        // The book gives the same list until a place is changed.
        var known = _known is { } last && ReferenceEquals(last.Places, all) ? last : _known = new Known(all, all.ToDictionary(p => p.Code, p => p.Name, StringComparer.Ordinal));
        return known.Names.GetValueOrDefault(code);
    }

    private sealed record Known(IReadOnlyList<Place> Places, IReadOnlyDictionary<string, string> Names);
}
