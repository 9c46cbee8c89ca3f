using System.Security.Cryptography;
using System.Text;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;

namespace Edge.Hub.Areas.Officers;

/// <summary>The form of what an officer is known by.</summary>
internal static class OfficerEntry
{
    private const int LongestName = 80;

    /// <summary>An officer's keys under a PIN.</summary>
    /// <exception cref="MalformedException">They are not that.</exception>
    public static AreaOfficer Read(string id, byte[] bytes)
    {
        if (!Names.IsToken(id)) throw new MalformedException($"an officer's id is {Names.TokenRule}");
        var entry = Edge.Contracts.Decoder.Parse(AreaOfficer.Parser, bytes, "officer's entry");
        if (entry.Id != id) throw new MalformedException("the entry is of another officer");
        if (entry.Salt.Length != 16 || entry.WrappedKey.Length is < 32 or > 512) throw new MalformedException("the entry has no salt or no key");
        if (entry.Iterations is < OfficerPin.Iterations or > OfficerPin.MostIterations) throw new MalformedException($"a PIN is stretched {OfficerPin.Iterations} to {OfficerPin.MostIterations} times, not {entry.Iterations}");
        try
        {
            using var key = ECDiffieHellman.Create();
            key.ImportSubjectPublicKeyInfo(entry.PublicKey.Span, out var read);
            if (read != entry.PublicKey.Length || key.KeySize != 256) throw new MalformedException("an officer's key is of the curve P-256");
        }
        catch (CryptographicException e)
        {
            throw new MalformedException("the entry's public key cannot be read", e);
        }
        return new AreaOfficer { Id = id, Salt = entry.Salt, Iterations = entry.Iterations, PublicKey = entry.PublicKey, WrappedKey = entry.WrappedKey };
    }

    /// <summary>A name as it is kept: composed, without spaces around it.</summary>
    /// <exception cref="MalformedException">It is no name.</exception>
    public static string Name(string name)
    {
        var kept = name.Length > LongestName || name.EnumerateRunes().Any(r => r == Rune.ReplacementChar) ? "" : name.Normalize(NormalizationForm.FormC).Trim();
        return kept.Length > 0 && !kept.Any(char.IsControl) ? kept : throw new MalformedException($"an officer's name is 1 to {LongestName} visible characters");
    }
}
