using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Hub.Objects;

/// <summary>What an ask must be.</summary>
internal static class AskRules
{
    /// <returns>The same ask.</returns>
    /// <exception cref="MalformedException">It is not that.</exception>
    public static Ask Checked(Ask ask)
    {
        if (ask.Digest.Length != SHA256.HashSizeInBytes) throw new MalformedException($"ask's digest must be {SHA256.HashSizeInBytes} bytes");
        if (ask.Missing.Count > Limits.AskedRanges) throw new MalformedException($"ask for {ask.Missing.Count} ranges; at most {Limits.AskedRanges}");
        if (ask.Missing.Any(r => r.First >= r.End)) throw new MalformedException("ask for an empty range");
        return ask;
    }
}
