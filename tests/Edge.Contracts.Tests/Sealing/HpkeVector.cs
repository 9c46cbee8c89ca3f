using System.Security.Cryptography;
using System.Text.Json;

namespace Edge.Contracts.Tests.Sealing;

/// <summary>One published vector; rfc9180-vectors.json names its source.</summary>
internal sealed record HpkeVector(int KeyLength, ECParameters Recipient, ECParameters Ephemeral, byte[] Enc, byte[] Info, byte[] Aad, byte[] Plaintext, byte[] Ciphertext)
{
    private const int Aes256GcmId = 2;

    public static HpkeVector Load(int aeadId)
    {
        using var file = typeof(HpkeVector).Assembly.GetManifestResourceStream("rfc9180-vectors.json")!;
        using var json = JsonDocument.Parse(file);
        var vector = json.RootElement.GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("aead_id").GetInt32() == aeadId);
        byte[] Bytes(string name) => Convert.FromHexString(vector.GetProperty(name).GetString()!);
        return new HpkeVector(aeadId == Aes256GcmId ? 32 : 16, Key(Bytes("skRm"), Bytes("pkRm")), Key(Bytes("skEm"), Bytes("pkEm")),
            Bytes("enc"), Bytes("info"), Bytes("aad"), Bytes("pt"), Bytes("ct"));
    }

    private static ECParameters Key(byte[] d, byte[] point) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = d,
        Q = new ECPoint { X = point[1..33], Y = point[33..] },
    };
}
