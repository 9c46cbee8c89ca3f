using Edge.Contracts;

namespace Edge.Hub.Progress;

/// <summary>Places as a tree. No clock and no I/O.</summary>
internal sealed class PlaceTree
{
    /// <summary>Most places.</summary>
    public const int Most = 10_000;

    /// <summary>Most places one above the other.</summary>
    public const int Deepest = 12;

    private readonly Dictionary<string, Place> _places;

    public PlaceTree(IEnumerable<Place> places) => _places = places.ToDictionary(p => p.Code, StringComparer.Ordinal);

    public IReadOnlyCollection<Place> All => _places.Values;

    public Place? Find(string code) => _places.GetValueOrDefault(code);

    /// <summary>By name.</summary>
    public IReadOnlyList<Place> ChildrenOf(string? code) => [.. _places.Values.Where(p => p.Parent == code).OrderBy(Sorted, StringComparer.Ordinal).ThenBy(p => p.Code, StringComparer.Ordinal)];

    // Đ stands beside D, and not after Z.
    private static string Sorted(Place place) => LatinText.Plain(place.Name).ToUpperInvariant();

    public Place Add(Place place)
    {
        if (_places.Count >= Most) throw new MalformedException($"there are {Most} places, which is the most; remove some first");
        _places.Add(place.Code, place);
        return place;
    }

    /// <summary>From the top to the place itself.</summary>
    /// <exception cref="MalformedException">It is inside itself, too deep, or in one that is not there.</exception>
    public IReadOnlyList<Place> PathTo(Place place)
    {
        var path = new List<Place> { place };
        for (var above = place.Parent; above is not null; above = path[^1].Parent)
        {
            if (path.Exists(p => p.Code == above)) throw new MalformedException($"place {place.Code} would be inside itself: {string.Join(" in ", path.Select(p => p.Code))} in {above}");
            path.Add(_places.GetValueOrDefault(above) ?? throw new MalformedException($"place {path[^1].Code} is in {above}, and there is no place of that code"));
            if (path.Count > Deepest) throw new MalformedException($"place {place.Code} has more than {Deepest - 1} places above it");
        }
        path.Reverse();
        return path;
    }

    /// <summary>Looks at what is said of one place, and at where it and all that is in it stand.</summary>
    /// <exception cref="MalformedException">It cannot be so.</exception>
    public void Check(Place place)
    {
        CheckAlone(place);
        PathTo(place);
        foreach (var within in Below(place).Where(p => p != place)) PathTo(within);
    }

    /// <exception cref="MalformedException">It cannot be so.</exception>
    public static void CheckAlone(Place place)
    {
        if (!Names.IsToken(place.Code)) throw new MalformedException($"a place's code is {Names.TokenRule}");
        if (!PlaceRules.IsName(place.Name)) throw new MalformedException($"the name of place {place.Code} must be {PlaceRules.NameRule}");
        if (place.Parent is not null && !Names.IsToken(place.Parent)) throw new MalformedException($"a place's code is {Names.TokenRule}; that of the place above {place.Code} is not");
        if (place.Service is not null && !Names.IsToken(place.Service)) throw new MalformedException($"a service is {Names.TokenRule}; that of place {place.Code} is not");
    }

    /// <summary>The place and all that are in it, each before those in it.</summary>
    public IEnumerable<Place> Below(Place place) => From([place]).Select(p => p.Place);

    /// <summary>Everything, the tops first and each before those in it.</summary>
    public IEnumerable<(Place Place, int Depth)> Walk() => From(ChildrenOf(null));

    private IEnumerable<(Place Place, int Depth)> From(IEnumerable<Place> tops)
    {
        var children = _places.Values.ToLookup(p => p.Parent, StringComparer.Ordinal);
        var (left, seen) = (new Stack<(Place Place, int Depth)>(tops.Reverse().Select(p => (p, 0))), new HashSet<string>(StringComparer.Ordinal));
        while (left.TryPop(out var next))
        {
            if (!seen.Add(next.Place.Code)) continue;
            yield return next;
            foreach (var child in children[next.Place.Code].OrderByDescending(Sorted, StringComparer.Ordinal)) left.Push((child, next.Depth + 1));
        }
    }

    public static MalformedException Unknown(string code) => new($"no place has the code {(Names.IsToken(code) ? code : "that was given")}; 'edge-hub place list' shows them");
}
