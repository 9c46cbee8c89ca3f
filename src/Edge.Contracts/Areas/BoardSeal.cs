using System.Security.Cryptography;
using System.Text;
using Edge.Contracts.Sealing;

namespace Edge.Contracts.Areas;

/// <summary>Seals an object to one board's key: neither the broker nor another board reads it. HPKE as for records.</summary>
public static class BoardSeal
{
    private static ReadOnlySpan<byte> Info => "edge/v1/object"u8;

    /// <summary>Seals; board, name and version are bound to it.</summary>
    /// <param name="bytes">The object.</param>
    /// <param name="boardSpki">The board's public key, DER SubjectPublicKeyInfo.</param>
    /// <param name="node">The board.</param>
    /// <param name="name">The object's name in a have.</param>
    /// <param name="version">Its version there.</param>
    public static byte[] Seal(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> boardSpki, string node, string name, ulong version) =>
        Hpke.Seal(boardSpki, Info, Aad(node, name, version), bytes);

    /// <summary>Opens with the board's private key.</summary>
    /// <exception cref="CryptographicException">It is not sealed to this key, or not this object of this version, or damaged.</exception>
    public static byte[] Open(ReadOnlySpan<byte> sealedBytes, ECDiffieHellman board, string node, string name, ulong version) =>
        Hpke.Open(board, Info, Aad(node, name, version), sealedBytes);

    private static byte[] Aad(string node, string name, ulong version) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{node}\0{name}\0{version}"));
}
