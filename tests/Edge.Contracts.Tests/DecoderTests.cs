using System.Security.Cryptography;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Contracts.Tests.Courier;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using FsCheck.Fluent;
using Google.Protobuf;

namespace Edge.Contracts.Tests;

/// <summary>Whatever arrives from outside, a parser answers or throws MalformedException; nothing else reaches its caller.</summary>
public sealed class DecoderTests
{
    private static readonly RecordManifest Made = Samples.Signed();

    private static readonly Action<byte[]>[] Parsers =
    [
        b => RecordManifest.Read(b, Made.Signature),
        b => RecordManifest.Read(Made.Bytes, b),
        b => RecordManifest.Read(Decoder.Parse(SignedManifest.Parser, b, "manifest")),
        b => ChainHeads.Read(new SignedHead { Head = ByteString.CopyFrom(b), Signature = ByteString.CopyFrom(b) }, [Samples.NodeKey.Public]),
        b => StoredReceipts.Verify(new SignedReceipt { Receipt = ByteString.CopyFrom(b) }, Made, Samples.Trust),
        b => TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, b, "trust file"), Samples.Root.Public),
        b => ProvisioningFile.Read(System.Text.Encoding.Latin1.GetString(b)),
        b => ProvisioningFile.Read($"-----BEGIN EDGE PROVISIONING-----\n{Convert.ToBase64String([.. SHA256.HashData(b)[..8], .. b])}\n-----END EDGE PROVISIONING-----\n"),
        b => CourierSlips.Read(b),
        b => CourierReceiptFile.Read(b),
        b => RecordFrame.Read(b),
        b => Decoder.Parse(Offer.Parser, b, "offer"),
        b => Decoder.Parse(Have.Parser, b, "have"),
        b => Decoder.Parse(Chunk.Parser, b, "chunk"),
        b => Decoder.Parse(Ask.Parser, b, "ask"),
        b => Decoder.Parse(Answer.Parser, b, "answer"),
        b => Decoder.Parse(Edge.Contracts.Wire.Record.Parser, b, "record"),
    ];

    private static readonly byte[][] WellFormed =
    [
        Made.Bytes, Made.ToWire().ToByteArray(), Samples.Receipt(Made).ToByteArray(), Samples.Trust.Signed.ToByteArray(),
        Samples.Provisioning().ToByteArray(), Samples.Record().ToByteArray(),
        new Offer { Head = new SignedHead(), Records = { new OfferedRecord { Manifest = Made.ToWire() } }, Version = "0.1.0" }.ToByteArray(),
        new Have { Records = { new RecordState { Held = new Held { Detail = "no room" } } }, Safe = { Samples.Receipt(Made) } }.ToByteArray(),
        CourierSlips.Sign(CourierSlipTests.Slip(), Samples.NodeKey).ToByteArray(), CourierReceiptFile.Write([Samples.Receipt(Made)]),
        new Chunk { Number = 1, Offset = 4096, Data = ByteString.CopyFrom(new byte[64]) }.ToByteArray(),
    ];

    [Fact]
    public void Random_bytes_give_only_a_malformed_exception() => Property.Holds(Property.Bytes(200), ParseEverywhere, count: 1_000);

    // Closer to the mark than random bytes: a real message, damaged a few times.
    [Fact]
    public void Damaged_messages_give_only_a_malformed_exception() =>
        Property.Holds(
            from bytes in Gen.Elements(WellFormed)
            from count in Gen.Choose(1, 4)
            from damages in Damage.Any.ArrayOf(count)
            select damages.Aggregate(bytes, (b, damage) => damage.To(b)), ParseEverywhere, count: 1_000);

    [Fact]
    public void Endless_nesting_and_lengths_that_lie_are_malformed()
    {
        foreach (var bytes in new byte[][] { [0x22, 0xff, 0xff, 0xff, 0xff, 0x07], [.. Enumerable.Repeat((byte)0x0b, 100_000)], [0x0a, 0x02, 0xc3, 0x28] })
        {
            ParseEverywhere(bytes);
        }
    }

    [Fact]
    public void The_message_names_the_thing_and_its_size_and_quotes_nothing()
    {
        var refusal = Assert.Throws<MalformedException>(() => Decoder.Parse(Chunk.Parser, "secret name"u8, "chunk"));
        Assert.Equal("chunk is not readable (11 bytes)", refusal.Message);
    }

    private static void ParseEverywhere(byte[] bytes)
    {
        foreach (var parse in Parsers)
        {
            try
            {
                parse(bytes);
            }
            catch (MalformedException)
            {
                // The one answer to bytes that are not ours.
            }
        }
    }
}
