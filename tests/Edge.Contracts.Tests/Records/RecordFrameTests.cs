using System.Security.Cryptography;
using Edge.Contracts.Records;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Records;

public sealed class RecordFrameTests
{
    private static readonly byte[] Sealed = RandomNumberGenerator.GetBytes(200);
    private static readonly RecordManifest Made = Make();
    private static readonly byte[] File = [.. RecordFrame.Header(Made), .. Sealed];

    [Fact]
    public void A_records_file_reads_back()
    {
        var (manifest, bytes) = RecordFrame.Read(File);
        Assert.Equal(Made.Digest, manifest.Digest);
        Assert.Equal(Sealed, bytes.ToArray());
    }

    [Fact]
    public void Damage_to_any_byte_is_malformed_or_not_signed()
    {
        foreach (var damaged in Damage.Every(File)) AssertNotBelieved(damaged);
    }

    [Fact]
    public void Any_damage_is_malformed_or_not_signed() => Property.Holds(Damage.Any, damage => AssertNotBelieved(damage.To(File)), count: 1_000);

    private static void AssertNotBelieved(byte[] file)
    {
        try
        {
            Assert.False(RecordFrame.Read(file).Manifest.IsSignedBy(Samples.NodeKey.Public));
        }
        catch (MalformedException)
        {
            // No record at all.
        }
    }

    private static RecordManifest Make()
    {
        var fields = Samples.Manifest();
        (fields.SealedSize, fields.SealedDigest) = ((ulong)Sealed.Length, ByteString.CopyFrom(SHA256.HashData(Sealed)));
        return RecordManifest.Sign(fields, Samples.NodeKey);
    }
}
