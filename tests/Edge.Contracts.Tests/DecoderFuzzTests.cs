using System.Security.Cryptography;
using System.Text;
using Edge.Contracts.Records;
using Edge.Contracts.Settings;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Testing.Fuzz;
using Google.Protobuf;

namespace Edge.Contracts.Tests;

/// <summary>Every decoder of the wire and of files that are carried by hand, against changed copies of what it understands.</summary>
public sealed class DecoderFuzzTests(ITestOutputHelper output)
{
    private static readonly RecordManifest Made = Samples.Signed();

    private static readonly byte[] Provisioning = Samples.Provisioning().ToByteArray();

    private static readonly Dictionary<string, (byte[] Seed, Action<byte[]> Decode)> Decoders = new()
    {
        ["manifest"] = (Made.Bytes, b => RecordManifest.Read(b, Made.Signature)),
        ["signed-manifest"] = (Made.ToWire().ToByteArray(), b => RecordManifest.Read(Decoder.Parse(SignedManifest.Parser, b, "manifest"))),
        ["chain-head"] = (Head().Head.ToByteArray(), b => ChainHeads.Read(new SignedHead { Head = ByteString.CopyFrom(b), Signature = Head().Signature }, [Samples.NodeKey.Public])),
        ["receipt"] = (Samples.Receipt(Made).ToByteArray(), b => StoredReceipts.Verify(Decoder.Parse(SignedReceipt.Parser, b, "receipt"), Made, Samples.Trust)),
        ["trust-file"] = (Samples.Trust.Signed.ToByteArray(), b => TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, b, "trust file"), Samples.Root.Public)),
        // Signed by the root, so that what it says is read as well.
        ["trust-file-signed"] = (Samples.TrustFile().ToByteArray(), b => TrustAnchors.Verify(TrustAnchors.Sign(Decoder.Parse(TrustFile.Parser, b, "trust file"), Samples.Root), Samples.Root.Public)),
        ["provisioning-file"] = (Encoding.Latin1.GetBytes(File(Provisioning)), b => ProvisioningFile.Read(Encoding.Latin1.GetString(b))),
        ["provisioning"] = (Provisioning, b => ProvisioningFile.Read(File(b))),
        ["offer"] = (Offer().ToByteArray(), b => Decoder.Parse(Wire.Offer.Parser, b, "offer")),
        ["have"] = (new Have { Window = new Window { Bytes = 1, Chunks = 1 }, Records = { new RecordState { Held = new Held { Detail = "no room" } }, new RecordState { Stored = Samples.Receipt(Made) } } }.ToByteArray(), b => Decoder.Parse(Have.Parser, b, "have")),
        ["chunk"] = (new Chunk { Number = 1, Offset = 4096, RecordId = ByteString.CopyFrom(new byte[16]), Data = ByteString.CopyFrom(new byte[64]) }.ToByteArray(), b => Decoder.Parse(Chunk.Parser, b, "chunk")),
        ["settings"] = (SignedBoardSettings.Sign(Samples.Settings(), Samples.ReceiptKey).ToByteArray(), b => SignedBoardSettings.Verify(Decoder.Parse(SignedSettings.Parser, b, "settings"), "nghe-an", Samples.Trust)),
        // Signed, so that what it says is read as well.
        ["settings-signed"] = (Samples.Settings().ToByteArray(), b => SignedBoardSettings.Sign(Decoder.Parse(SettingsFile.Parser, b, "settings"), Samples.ReceiptKey)),
        ["presence"] = (HubPresences.Sign(Samples.Node, Samples.RecordId, 7, Samples.ReceiptKey).ToByteArray(), b => HubPresences.Verify(Decoder.Parse(SignedPresence.Parser, b, "presence"), Samples.Node, WireId.Of(Samples.RecordId), 7, Samples.Trust)),
        ["record"] = (Samples.Record().ToByteArray(), b => Decoder.Parse(Wire.Record.Parser, b, "record")),
    };

    public static TheoryData<string> Names => [.. Decoders.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_but_a_malformed_exception_comes_out(string decoder)
    {
        var (seed, decode) = Decoders[decoder];
        decode(seed);
        output.WriteLine(FuzzRun.Try(decoder, [seed, .. Decoders.Values.Select(d => d.Seed)], decode, e => e is MalformedException));
    }

    private static string File(byte[] message) =>
        $"-----BEGIN EDGE PROVISIONING-----\n{Convert.ToBase64String([.. SHA256.HashData(message)[..8], .. message])}\n-----END EDGE PROVISIONING-----\n";

    private static SignedHead Head() => ChainHeads.Sign(new ChainHead { Node = Samples.Node, ChainId = Made.Fields.ChainId, FirstSequence = 1, LastSequence = 17 }, Samples.NodeKey);

    private static Offer Offer() => new() { Head = Head(), Records = { new OfferedRecord { Manifest = Made.ToWire() } }, Version = "0.1.0" };
}
