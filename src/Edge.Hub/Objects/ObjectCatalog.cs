using System.Collections.Immutable;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Objects;

/// <summary>What the hub has on offer to every board alike, or to every board of a group. A feature puts its object there, and puts a newer one in its place.</summary>
/// <param name="time">Paces what is given of releases; the system's where none is told.</param>
internal sealed class ObjectCatalog(TimeProvider? time = null)
{
    private readonly Lock _gate = new();

    /// <summary>What a board is offered by itself.</summary>
    public ReleaseShelf Releases { get; } = new(time ?? TimeProvider.System);

    private volatile Shelves _shelves = Shelves.Empty;

    /// <summary>Puts one object for all boards.</summary>
    public void Put(CatalogObject shelved) => Put(shelved.Name, [("", [shelved])]);

    /// <summary>Puts objects of one name for groups, each of which gets its own in place of the one for all.</summary>
    /// <param name="shelved">By group, empty for all, the object in each form that some board can believe.</param>
    public void Put(string name, IEnumerable<(string Group, ImmutableArray<CatalogObject> Forms)> shelved)
    {
        lock (_gate)
        {
            var groups = _shelves.Groups.SetItems(shelved.Select(s => KeyValuePair.Create((s.Group, name), s.Forms)));
            // The trust file first: what else is signed may need its keys.
            var names = groups.Keys.Select(k => k.Name).Distinct().OrderBy(n => n != Names.TrustObject).ThenBy(n => n, StringComparer.Ordinal);
            _shelves = new Shelves(groups, [.. names], groups.Values.SelectMany(f => f).DistinctBy(o => o.Digest).ToImmutableDictionary(o => o.Digest));
        }
    }

    /// <summary>What any board of that group lacks.</summary>
    public IEnumerable<ObjectOnOffer> For(string group, ToldVersions board)
    {
        var shelves = _shelves;
        foreach (var name in shelves.Names)
        {
            if (!shelves.Groups.TryGetValue((group, name), out var forms) && !shelves.Groups.TryGetValue(("", name), out forms)) continue;
            if (forms.FirstOrDefault(o => o.IsFor(board)) is { } shelved && shelved.VersionOn(board) < shelved.Version) yield return shelved.OnOffer;
        }
    }

    /// <summary>The object of that digest, or null where it is not on offer, or not any more.</summary>
    public CatalogObject? Find(ByteString digest) => _shelves.ByDigest.GetValueOrDefault(digest);

    private sealed record Shelves(ImmutableDictionary<(string Group, string Name), ImmutableArray<CatalogObject>> Groups, ImmutableArray<string> Names, ImmutableDictionary<ByteString, CatalogObject> ByDigest)
    {
        public static Shelves Empty { get; } = new(ImmutableDictionary<(string, string), ImmutableArray<CatalogObject>>.Empty, [], ImmutableDictionary<ByteString, CatalogObject>.Empty);
    }
}
