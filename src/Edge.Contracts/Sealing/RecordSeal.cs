using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Sealing;

/// <summary>Seals a record to the registry's key and opens it with the registry's private key.</summary>
public static class RecordSeal
{
    private const byte AsIs = 0;
    private const byte Brotli = 1;

    private static ReadOnlySpan<byte> Info => "edge/v1/record"u8;

    /// <summary>Seals <paramref name="record"/>; node, record id and kind are bound to it.</summary>
    /// <exception cref="ArgumentException">The record is larger than <see cref="Limits.PlaintextBytes"/>: sealed, nobody could open it.</exception>
    public static byte[] Seal(Record record, RegistryKey registry, string node, Guid recordId, string kind)
    {
        var size = record.CalculateSize();
        if (size > Limits.PlaintextBytes) throw new ArgumentException($"record of {size} bytes; at most {Limits.PlaintextBytes}", nameof(record));
        var plaintext = Encode(record);
        try
        {
            return Hpke.Seal(registry.Spki.Span, Info, Aad(node, recordId, kind), plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Opens sealed bytes.</summary>
    /// <exception cref="CryptographicException">Not sealed to this key, or not for this node, record id and kind, or damaged.</exception>
    public static Record Open(ReadOnlySpan<byte> sealedBytes, ECDiffieHellman registryPrivate, string node, Guid recordId, string kind)
    {
        var plaintext = Hpke.Open(registryPrivate, Info, Aad(node, recordId, kind), sealedBytes);
        try
        {
            return Decode(plaintext);
        }
        catch (Exception e) when (e is MalformedException or InvalidDataException)
        {
            throw new CryptographicException("The record opened, but its plaintext is not one this version reads.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static byte[] Aad(string node, Guid recordId, string kind) =>
        [.. Encoding.UTF8.GetBytes(node), 0, .. recordId.ToByteArray(bigEndian: true), 0, .. Encoding.UTF8.GetBytes(kind)];

    // Portraits and WSQ images do not shrink: Brotli is kept only where it saves something.
    private static byte[] Encode(Record record)
    {
        var raw = new byte[1 + record.CalculateSize()];
        raw[0] = AsIs;
        record.WriteTo(raw.AsSpan(1));
        if (record.Attachments.Count > 0 && record.Fields.Length * 2 < raw.Length) return raw;

        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(raw.Length - 1) + 1];
        if (!BrotliEncoder.TryCompress(raw.AsSpan(1), packed.AsSpan(1), out var written, quality: 5, window: 18) || written + 1 >= raw.Length)
        {
            CryptographicOperations.ZeroMemory(packed);
            return raw;
        }
        var result = packed[..(written + 1)];
        result[0] = Brotli;
        CryptographicOperations.ZeroMemory(packed);
        CryptographicOperations.ZeroMemory(raw);
        return result;
    }

    private static Record Decode(ReadOnlySpan<byte> plaintext)
    {
        if (plaintext.IsEmpty) throw new InvalidDataException("empty plaintext");
        if (plaintext[0] == AsIs) return Decoder.Parse(Record.Parser, plaintext[1..], "record");
        if (plaintext[0] != Brotli) throw new InvalidDataException($"unknown encoding {plaintext[0]}");

        var unpacked = new byte[Limits.PlaintextBytes];
        if (!BrotliDecoder.TryDecompress(plaintext[1..], unpacked, out var written))
        {
            throw new InvalidDataException($"does not unpack to at most {Limits.PlaintextBytes} bytes");
        }
        var record = Decoder.Parse(Record.Parser, unpacked.AsSpan(0, written), "record");
        CryptographicOperations.ZeroMemory(unpacked);
        return record;
    }
}
