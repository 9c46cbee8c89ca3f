using System.Security.Cryptography;

namespace Edge.Contracts.Sealing;

/// <summary>P-256 points as HPKE writes them: uncompressed, 65 bytes (SEC 1 section 2.3.3).</summary>
internal static class P256
{
    public static void WritePoint(ECPoint point, Span<byte> output)
    {
        output[0] = 4;
        point.X!.CopyTo(output.Slice(1, 32));
        point.Y!.CopyTo(output.Slice(33, 32));
    }

    public static ECDiffieHellman ReadPoint(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != 4) throw new CryptographicException("The encapsulated key is not an uncompressed P-256 point.");
        // Importing checks that the point lies on the curve.
        return ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = bytes.Slice(1, 32).ToArray(), Y = bytes.Slice(33, 32).ToArray() },
        });
    }
}
