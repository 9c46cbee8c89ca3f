using System.Security.Cryptography;
using Edge.Agent.Storage;
using Edge.Contracts.Signing;
using Edge.Hosting.Linux;

namespace Edge.Agent.Identity;

/// <summary>Every public key this board has signed records with: a board that got a new key still holds records of the old one.</summary>
internal static class SignerKeys
{
    /// <summary>Remembers the present key and returns all of them, the present one first.</summary>
    public static IReadOnlyList<VerifyingKey> Remember(DataFolder data, VerifyingKey present, IDisk disk)
    {
        DurableFile.EnsureFolder(disk, data.Signers);
        var path = Path.Combine(data.Signers, $"{present.Id}.spki");
        if (!File.Exists(path)) DurableFile.Replace(disk, path, present.Spki.Span);
        return [present, .. All(data).Where(k => k.Id != present.Id)];
    }

    /// <summary>Those that are remembered, for whoever looks at a board without its key.</summary>
    public static IReadOnlyList<VerifyingKey> All(DataFolder data) =>
        Directory.Exists(data.Signers) ? [.. Directory.GetFiles(data.Signers, "*.spki").Select(Read).OfType<VerifyingKey>()] : [];

    private static VerifyingKey? Read(string path)
    {
        try
        {
            return new VerifyingKey(File.ReadAllBytes(path));
        }
        catch (CryptographicException)
        {
            return null; // damaged: records of that key will show as damaged, which says more than a refusal to start
        }
    }
}
