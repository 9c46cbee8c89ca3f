using System.Security.Cryptography;
using Edge.Contracts.Wire;
using Google.Protobuf.Collections;
using WireKey = Edge.Contracts.Wire.PublicKey;

namespace Edge.Hub.Trust;

/// <summary>Says what a trust file changes, to the person who is about to sign it.</summary>
internal static class TrustWords
{
    /// <summary>One line for each difference; a first file differs from none in everything.</summary>
    public static IEnumerable<string> Changes(TrustFile? before, TrustFile after)
    {
        var old = before ?? new TrustFile();
        yield return before is null ? $"version {after.Version}" : $"version {before.Version} becomes {after.Version}";
        // A hub taken over could give an old file to compare with, so that what a later one revoked does not show as good again.
        if (before is not null && after.Version != before.Version + 1) yield return $"WARNING: what versions {before.Version + 1} to {after.Version - 1} changed is not compared; compare with the file that was signed last";
        if (old.RegistryKeys.FirstOrDefault()?.Id != after.RegistryKeys[0].Id)
        {
            yield return $"new records are sealed to registry key {after.RegistryKeys[0].Id}{(before is null ? "" : $", no more to {before.RegistryKeys[0].Id}")}";
        }
        foreach (var line in Keys(old.RegistryKeys, after.RegistryKeys, "registry key", "whoever has its private half opens what is sealed to it", "nothing new is sealed to it")) yield return line;
        foreach (var line in Keys(old.ReceiptKeys, after.ReceiptKeys, "receipt key", "boards let go of records for its receipts", "its receipts are not believed any more")) yield return line;
        foreach (var id in after.RevokedReceiptKeys.Except(old.RevokedReceiptKeys)) yield return $"receipt key {id} is REVOKED: nothing it ever signed is believed";
        foreach (var id in old.RevokedReceiptKeys.Except(after.RevokedReceiptKeys)) yield return $"receipt key {id} was revoked and IS NO MORE";
        foreach (var line in Keys(old.ReleaseKeys, after.ReleaseKeys, "release key", "boards install what it signs", "boards install nothing of it any more")) yield return line;
        var (authorities, known) = (Fingerprints(after), Fingerprints(old));
        foreach (var print in authorities.Except(known)) yield return $"certificate authority added: SHA-256 {print}";
        foreach (var print in known.Except(authorities)) yield return $"certificate authority REMOVED: SHA-256 {print}; what it issued is locked out";
    }

    public static IReadOnlyList<string> Fingerprints(TrustFile file) => [.. file.CaCertificates.Select(c => Convert.ToHexStringLower(SHA256.HashData(c.Span)))];

    private static IEnumerable<string> Keys(RepeatedField<WireKey> before, RepeatedField<WireKey> after, string what, string added, string removed)
    {
        var (old, now) = (before.Select(k => k.Id).ToList(), after.Select(k => k.Id).ToList());
        foreach (var id in now.Except(old)) yield return $"{what} {id} is added: {added}";
        foreach (var id in old.Except(now)) yield return $"{what} {id} is taken out: {removed}";
        if (!now.Intersect(old).SequenceEqual(old.Intersect(now))) yield return $"the order of {what}s changes: {string.Join(", ", now)}";
    }
}
