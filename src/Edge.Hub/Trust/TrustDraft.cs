using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;
using Google.Protobuf.Collections;
using WireKey = Edge.Contracts.Wire.PublicKey;

namespace Edge.Hub.Trust;

/// <summary>Makes the next trust file from the one in force: what is asked for and nothing else.</summary>
internal static class TrustDraft
{
    /// <exception cref="MalformedException">A key cannot be read, or one to take out is not there.</exception>
    public static TrustFile Make(TrustAnchors current, StageRequest request, VerifyingKey? newReceipt, DateTimeOffset now)
    {
        var next = current.ToFile();
        next.Version++;
        next.IssuedAtMs = now.ToUnixTimeMilliseconds();
        foreach (var id in request.RetireRegistry) Take(next.RegistryKeys, id, "registry");
        foreach (var id in request.RetireReceipt) Take(next.ReceiptKeys, id, "receipt");
        foreach (var id in request.RetireRelease) Take(next.ReleaseKeys, id, "release");
        foreach (var id in request.RevokeReceipt) Revoke(next, id);
        // The first is the one in use, so what is new comes before what was there.
        foreach (var pem in request.AddRegistry) next.RegistryKeys.Insert(0, ReadPublic(pem));
        foreach (var pem in request.AddRelease) next.ReleaseKeys.Insert(0, ReadPublic(pem));
        if (newReceipt is not null) next.ReceiptKeys.Insert(0, Of(newReceipt));
        return next;
    }

    // Retired before, maybe: what it signed is no less stolen.
    private static void Revoke(TrustFile next, string id)
    {
        if (!Names.IsToken(id)) throw new MalformedException($"'{id}' is not a key id");
        if (next.ReceiptKeys.FirstOrDefault(k => k.Id == id) is { } key) next.ReceiptKeys.Remove(key);
        if (!next.RevokedReceiptKeys.Contains(id)) next.RevokedReceiptKeys.Add(id);
    }

    private static void Take(RepeatedField<WireKey> keys, string id, string role)
    {
        var key = keys.FirstOrDefault(k => k.Id == id)
            ?? throw new MalformedException($"the trust file in force names no {role} key {id}; it names {(keys.Count == 0 ? "none" : string.Join(", ", keys.Select(k => k.Id)))}");
        keys.Remove(key);
    }

    private static WireKey ReadPublic(string pem)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new MalformedException("a private key was given; a trust file holds public keys: give what 'openssl pkey -in KEY -pubout' writes");
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return Of(new VerifyingKey(key.ExportSubjectPublicKeyInfo()));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new MalformedException("a key to add is not a P-256 public key in PEM", e);
        }
    }

    private static WireKey Of(VerifyingKey key) => new() { Id = key.Id, Spki = ByteString.CopyFrom(key.Spki.Span) };
}
