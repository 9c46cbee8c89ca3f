using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Edge.Contracts.Sealing;
using Edge.Contracts.Wire;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Record = Edge.Contracts.Wire.Record;

namespace Edge.Contracts.Tests.Sealing;

public sealed class RecordSealTests
{
    private static readonly Gen<Attachment> Attachments =
        from name in Gen.Elements("portrait.jpg", "left-index.wsq", "form.pdf")
        from type in Gen.Elements("image/jpeg", "application/octet-stream", "")
        from data in Property.Bytes(400)
        select new Attachment { Name = name, ContentType = type, Data = ByteString.CopyFrom(data) };

    // Text that shrinks and bytes that do not, so that both encodings are taken.
    private static readonly Gen<byte[]> Fields = Gen.OneOf(
        Property.Bytes(300), Gen.Choose(0, 4000).Select(n => Encoding.UTF8.GetBytes($$"""{"note":"{{new string('ê', n)}}"}""")));

    private static readonly Gen<Record> Records =
        from fields in Fields
        from count in Gen.Choose(0, 4)
        from attachments in Attachments.ArrayOf(count)
        select new Record { Fields = ByteString.CopyFrom(fields), Attachments = { attachments } };

    [Fact]
    public void Any_record_opens_as_it_was_sealed() => Property.Holds(Records, record =>
    {
        var opened = Open(Seal(record));

        Assert.Equal(record.Fields.ToByteArray(), opened.Fields.ToByteArray());
        Assert.Equal(record.Attachments, opened.Attachments);
    });

    [Fact]
    public void Damage_to_any_byte_is_refused()
    {
        var bytes = Seal(Samples.Record());
        foreach (var damaged in Damage.Every(bytes)) AssertRefused(damaged);
    }

    [Fact]
    public void Any_damage_to_any_record_is_refused() =>
        Property.Holds(from record in Records from damage in Damage.Any select (record, damage), c => AssertRefused(c.damage.To(Seal(c.record))));

    [Fact]
    public void Sealed_for_another_node_id_or_kind_does_not_open()
    {
        var bytes = Seal(Samples.Record());

        AssertRefused(bytes, node: "na-ngoi-02");
        AssertRefused(bytes, id: new Guid("01890a5d-ac96-774b-bcce-b302099a8058"));
        AssertRefused(bytes, kind: "correction");
        // The parts are separated: a letter moved from one to the next is another binding.
        AssertRefused(RecordSeal.Seal(Samples.Record(), Samples.Registry, "ab", Samples.RecordId, "c"), "a", Samples.RecordId, "bc");
    }

    [Fact]
    public void Sealed_to_another_registry_does_not_open()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

        Assert.ThrowsAny<CryptographicException>(() => RecordSeal.Open(Seal(Samples.Record()), other, Samples.Node, Samples.RecordId, "activation"));
    }

    [Fact]
    public void Text_shrinks_and_pictures_are_left_as_they_are()
    {
        var text = new Record { Fields = ByteString.CopyFromUtf8(new string('a', 10_000)) };
        var picture = new Record { Attachments = { new Attachment { Name = "p", Data = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(10_000)) } } };

        Assert.InRange(Seal(text).Length, 1, 500);
        Assert.InRange(Seal(picture).Length, 10_000, 10_200);
    }

    [Fact]
    public void A_record_of_exactly_the_limit_opens_and_one_byte_more_is_not_sealed()
    {
        var record = new Record { Fields = ByteString.CopyFrom(new byte[Limits.PlaintextBytes - 5]) };
        Assert.Equal(Limits.PlaintextBytes, record.CalculateSize());
        Assert.Equal(record, Open(Seal(record)));

        record.Fields = ByteString.CopyFrom(new byte[Limits.PlaintextBytes - 4]);
        var refusal = Assert.Throws<ArgumentException>(() => Seal(record));
        Assert.Contains($"{Limits.PlaintextBytes}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_unpacks_beyond_the_limit_is_refused_in_bounded_memory()
    {
        var bomb = SealPlaintext([1, .. Compress(512 * 1024 * 1024)]);
        Assert.InRange(bomb.Length, 1, 100_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(bomb);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * Limits.PlaintextBytes);
    }

    [Fact]
    public void Plaintext_of_another_form_is_refused() => Property.Holds(Property.Bytes(200), plaintext =>
    {
        try
        {
            Open(SealPlaintext(plaintext));
        }
        catch (CryptographicException)
        {
            // Bytes that happen to be a record may open; anything else must end here.
        }
    });

    [Fact]
    public void Empty_plaintext_and_an_unknown_encoding_are_refused()
    {
        AssertRefused(SealPlaintext([]));
        AssertRefused(SealPlaintext([2, .. Samples.Record().ToByteArray()]));
        // A length that lies, which the protobuf library answers with an index error.
        AssertRefused(SealPlaintext([0, 0x12, 0xff, 0xff, 0xff, 0xff, 0x07]));
    }

    private static byte[] Seal(Record record) => RecordSeal.Seal(record, Samples.Registry, Samples.Node, Samples.RecordId, "activation");

    private static Record Open(byte[] bytes) => RecordSeal.Open(bytes, Samples.RegistryPrivate, Samples.Node, Samples.RecordId, "activation");

    // ThrowsAny: AES-GCM's own subclass says that the tag differs.
    private static void AssertRefused(byte[] bytes, string node = Samples.Node, Guid? id = null, string kind = "activation") =>
        Assert.ThrowsAny<CryptographicException>(() => RecordSeal.Open(bytes, Samples.RegistryPrivate, node, id ?? Samples.RecordId, kind));

    /// <summary>What a hostile board could do: seal a plaintext of its own making, well bound.</summary>
    private static byte[] SealPlaintext(byte[] plaintext)
    {
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        byte[] aad = [.. Encoding.UTF8.GetBytes(Samples.Node), 0, .. Samples.RecordId.ToByteArray(bigEndian: true), 0, .. "activation"u8];
        return Hpke.Seal(ephemeral, Samples.RegistryPrivate.PublicKey, "edge/v1/record"u8, aad, plaintext);
    }

    private static byte[] Compress(int zeros)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Fastest))
        {
            var block = new byte[1024 * 1024];
            for (var left = zeros; left > 0; left -= block.Length) brotli.Write(block);
        }
        return output.ToArray();
    }
}
