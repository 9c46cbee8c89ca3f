using System.Collections.Immutable;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Objects;

/// <summary>What the hub has on offer. A feature puts its object there, and puts a newer one in its place.</summary>
internal sealed class ObjectCatalog
{
    private ImmutableDictionary<string, CatalogObject> _objects = ImmutableDictionary<string, CatalogObject>.Empty;

    public void Put(CatalogObject shelved) => ImmutableInterlocked.AddOrUpdate(ref _objects, shelved.Name, shelved, (_, _) => shelved);

    /// <summary>What this board lacks.</summary>
    public IEnumerable<ObjectOnOffer> For(ToldVersions board) => _objects.Values.Where(o => o.VersionOn(board) < o.Version).Select(o => o.OnOffer);

    /// <summary>The object of that digest, or null where it is not on offer, or not any more.</summary>
    public CatalogObject? Find(ByteString digest) => _objects.Values.FirstOrDefault(o => o.Digest == digest);
}
