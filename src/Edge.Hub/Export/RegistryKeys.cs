using System.Security.Cryptography;
using Edge.Contracts.Signing;

namespace Edge.Hub.Export;

/// <summary>The registry's private keys an export was given: after a rotation some records are sealed to an earlier one.</summary>
internal sealed class RegistryKeys : IDisposable
{
    private readonly Dictionary<string, ECDiffieHellman> _keys = new(StringComparer.Ordinal);

    /// <summary>The ids of all, for messages.</summary>
    public string Ids => string.Join(", ", _keys.Keys);

    /// <summary>Adds a key; one given twice counts once.</summary>
    public void Add(ECDiffieHellman key)
    {
        if (!_keys.TryAdd(KeyId.Of(key.ExportSubjectPublicKeyInfo()), key)) key.Dispose();
    }

    /// <summary>The key of that id, or null where it was not given.</summary>
    public ECDiffieHellman? Find(string id) => _keys.GetValueOrDefault(id);

    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }
}
