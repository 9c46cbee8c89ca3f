using System.Security.Cryptography;
using Edge.Contracts.Releases;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Releases;

public sealed class ReleaseHeadTests
{
    private static readonly SigningKey Key = SigningKey.Create();

    [Fact]
    public void What_was_signed_is_read_and_its_signature_verifies()
    {
        var bytes = Signed(Good());
        var head = ReleaseHead.Read([.. bytes, 1, 2, 3]);
        Assert.Equal((bytes.Length, "1.2.3+20260101.abc"), (head.Length, head.Manifest.Version));
        head.RequireSignature([Key.Public]);
    }

    [Fact]
    public void A_key_that_is_not_named_in_the_trust_file_a_missing_signature_and_another_purpose_are_refused()
    {
        var head = ReleaseHead.Read(Signed(Good()));
        Assert.Contains("no release key", Refusal(() => head.RequireSignature([SigningKey.Create().Public])), StringComparison.Ordinal);
        Assert.Contains("not signed", Refusal(() => ReleaseHead.Read(Unsigned(Good())).RequireSignature([Key.Public])), StringComparison.Ordinal);
        var other = head.Sign(Key);
        other.Signature = ByteString.CopyFrom(Key.Sign(SignContext.Trust, other.Manifest.Span));
        Assert.Contains("does not verify", Refusal(() => ReleaseHead.Read(ReleaseHead.Write(other)).RequireSignature([Key.Public])), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_to_any_byte_and_every_cut_is_refused()
    {
        var bytes = Signed(Good());
        for (var at = 0; at < bytes.Length; at++)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x11;
            Refusal(() => ReleaseHead.Read(damaged).RequireSignature([Key.Public]));
            Refusal(() => ReleaseHead.Read(bytes.AsSpan(0, at)));
        }
    }

    public static TheoryData<string, Action<ReleaseManifest>> Wrong => new()
    {
        { "version", m => m.Version = "../../etc" },
        { "version", m => m.Version = "1/2" },
        { "number", m => m.Number = 0 },
        { "processor", m => m.Architecture = "riscv64" },
        { "SHA-256", m => m.PayloadDigest = ByteString.Empty },
        { "payload", m => m.PayloadSize = ulong.MaxValue },
        { "earlier", m => m.BaseNumber = m.Number },
        { "files", m => m.Files.Clear() },
        { "path", m => m.Files[0].Path = "../edge-agent" },
        { "path", m => m.Files[0].Path = "/edge-agent" },
        { "path", m => m.Files[0].Path = "a//b" },
        { "path", m => m.Files[0].Path = "a/.hidden" },
        { "manifest is kept", m => m.Files[1].Path = "release.head" },
        { "manifest is kept", m => m.Files[1].Path = "release.head/x" },
        { "twice", m => m.Files.Add(m.Files[0].Clone()) },
        { "folder of another", m => m.Files[1].Path = "edge-agent/x" },
        { "no edge-agent", m => m.Files[0].Path = "other" },
        { "bytes", m => m.Files[0].Size = ulong.MaxValue },
        { "short of a file", m => m.Files[1].OfBase = true },
        { "format twice", m => m.Formats.Add(m.Formats[0].Clone()) },
        { "writes of format", m => m.Formats[0].Writes = 9 },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_manifest_that_would_lead_astray_is_refused_whoever_signed_it(string why, Action<ReleaseManifest> change)
    {
        var manifest = Good();
        change(manifest);
        Assert.Contains(why, Refusal(() => ReleaseHead.Write(new SignedRelease { Manifest = manifest.ToByteString() })), StringComparison.Ordinal);
    }

    internal static ReleaseManifest Good() => new()
    {
        Version = "1.2.3+20260101.abc",
        Number = 5,
        Architecture = "arm64",
        System = 1,
        Formats = { new ReleaseFormat { Name = "state", ReadsFrom = 1, ReadsTo = 2, Writes = 1 } },
        Files = { Entry("edge-agent"), Entry("prompts/vi/a.wav") },
        PayloadSize = 3,
        PayloadDigest = ByteString.CopyFrom(SHA256.HashData([1, 2, 3])),
    };

    private static ReleaseEntry Entry(string path) => new() { Path = path, Size = 1, Digest = ByteString.CopyFrom(SHA256.HashData([1])) };

    private static byte[] Unsigned(ReleaseManifest manifest) => ReleaseHead.Write(new SignedRelease { Manifest = manifest.ToByteString() });

    private static byte[] Signed(ReleaseManifest manifest) => ReleaseHead.Write(ReleaseHead.Read(Unsigned(manifest)).Sign(Key));

    private static string Refusal(Action act) => Assert.Throws<MalformedException>(act).Message;
}
