using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Sealing;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Export;
using Edge.Testing;
using Google.Protobuf;
using Record = Edge.Contracts.Wire.Record;

namespace Edge.Hub.Tests.Export;

/// <summary>Parts that were sealed one by one are opened beside the record, as far as the keys go, and a hostile one harms nothing.</summary>
public sealed class SealedPartTests : IDisposable
{
    private const string Node = "kiosk-1";

    private static readonly Guid Id = new("0198b1f2-7c1e-7a44-9a3e-5b6c7d8e9f00");

    private readonly TempFolder _folder = new();
    private readonly ECDiffieHellman _first = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDiffieHellman _second = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    private string Target => _folder.File("r");

    [Fact]
    public void Fields_and_attachments_of_parts_stand_beside_the_record()
    {
        var opened = Open(Make(Part("fingers", _first, "left.bin", "right.bin"), Part("portrait", _second, "face.jpg"), Plain("consent.txt")), _first, _second);
        Assert.Empty(opened.Closed);
        RecordFolder.Write(Target, opened.Rest, opened.Files);
        Assert.Null(RecordFolder.Difference(Target, opened.Rest, opened.Files));
        Assert.Equal(["consent.txt", "face.jpg", "fingers.json", "left.bin", "portrait.json", "record.json", "right.bin"], Files());
        Assert.Equal("{\"of\":\"fingers\"}", File.ReadAllText(_folder.File("r/fingers.json")));
        Assert.Equal("face.jpg", File.ReadAllText(_folder.File("r/face.jpg")));
    }

    [Fact]
    public void A_part_whose_key_is_not_there_stays_sealed_and_is_named()
    {
        var record = Make(Part("fingers", _first, "left.bin"), Part("portrait", _second, "face.jpg"));
        var opened = Open(record, _first);
        Assert.Contains($"portrait.sealed is sealed to registry key {IdOf(_second)}", Assert.Single(opened.Closed), StringComparison.Ordinal);
        RecordFolder.Write(Target, opened.Rest, opened.Files);
        Assert.Equal(["fingers.json", "left.bin", "portrait.sealed", "record.json"], Files());
        Assert.False(RecordFolder.HoldsSealed(Target, opened.Opened));
        // With that key it is known again as an export that was not complete.
        Assert.True(RecordFolder.HoldsSealed(Target, Open(record, _first, _second).Opened));
    }

    [Fact]
    public void A_part_of_another_record_board_or_step_or_a_damaged_one_stays_sealed()
    {
        var damaged = Part("portrait", _first, "face.jpg");
        var bytes = damaged.Data.ToByteArray();
        bytes[^1] ^= 1;
        damaged.Data = ByteString.CopyFrom(bytes);
        var renamed = Part("fingers", _first, "left.bin");
        renamed.Name = "thumbs.sealed";
        var nameless = Part("consent", _first);
        nameless.ContentType = Names.SealedPartType;
        var opened = Open(Make(damaged, renamed, nameless, Sealed("phone", _first, Node, Guid.Empty), Sealed("chip", _first, "kiosk-2", Id)), _first);
        Assert.Equal(5, opened.Closed.Count);
        Assert.Empty(opened.Files);
        Assert.Equal(5, opened.Rest.Attachments.Count);
    }

    [Fact]
    public void Parts_in_parts_are_not_opened_and_names_are_made_safe()
    {
        var inner = Part("inner", _first, "secret.bin");
        var outer = new Record { Fields = ByteString.CopyFromUtf8("{}"), Attachments = { inner, new Attachment { Name = "../../a.jpg", Data = ByteString.CopyFromUtf8("a") }, new Attachment { Name = "record.json", Data = ByteString.CopyFromUtf8("b") } } };
        var opened = Open(Make(Sealed("outer", _first, Node, Id, outer), Plain("outer.json")), _first);
        RecordFolder.Write(Target, opened.Rest, opened.Files);
        Assert.Equal(["_.._.._a.jpg", "inner.sealed", "outer-2.json", "outer.json", "record-2.json", "record.json", "renamed.json"], Files());
        Assert.Equal(inner.Data.ToByteArray(), File.ReadAllBytes(_folder.File("r/inner.sealed")));
    }

    [Fact]
    public void Parts_that_unpack_to_more_than_a_record_can_hold_and_too_many_attachments_are_malformed()
    {
        var large = new Record { Fields = ByteString.CopyFrom(new byte[Limits.PlaintextBytes - 100]) };
        var bombs = Enumerable.Range(0, 5).Select(i => Sealed($"bomb-{i}", _first, Node, Id, large)).ToArray();
        Assert.True(bombs.Sum(b => b.Data.Length) < 10_000);
        Assert.Throws<MalformedException>(() => Open(Make(bombs), _first));
        Assert.Throws<MalformedException>(() => Open(Make(Part("many", _first, [.. Enumerable.Range(0, Limits.Attachments + 1).Select(i => $"a{i}")])), _first));
        Assert.Throws<MalformedException>(() => Open(Make([.. Enumerable.Range(0, Limits.Attachments + 1).Select(i => Plain($"a{i}"))]), _first));
    }

    [Fact]
    public void Parts_that_hold_more_files_than_a_record_has_are_malformed()
    {
        string[] many = [.. Enumerable.Range(0, Limits.Attachments - 1).Select(i => $"a{i}")];
        Assert.Equal(256, Open(Make([.. Enumerable.Range(0, 4).Select(i => Part($"part-{i}", _first, many))]), _first).Files.Count);
        Assert.Throws<MalformedException>(() => Open(Make([.. Enumerable.Range(0, 5).Select(i => Part($"part-{i}", _first, many))]), _first));
    }

    [Fact]
    public void A_parts_name_moves_no_cursor_where_it_is_told()
    {
        var part = Part("fingers", _second);
        part.Name = "\u001b[2Jfingers\n.sealed";
        Assert.Contains(@"its part \u{1b}[2Jfingers\u{a}.sealed is sealed", Assert.Single(Open(Make(part), _first).Closed), StringComparison.Ordinal);
        var many = Part("many", _first, [.. Enumerable.Range(0, Limits.Attachments + 1).Select(i => $"a{i}")]);
        many.ContentType = part.ContentType.Replace(IdOf(_second), IdOf(_first), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', Assert.Throws<MalformedException>(() => Open(Make(many), _first)).Message);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<string> Files() => Directory.GetFiles(Target).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static OpenedRecord Open(Record record, params ECDiffieHellman[] keys)
    {
        using var registry = new RegistryKeys();
        foreach (var key in keys)
        {
            var copy = ECDiffieHellman.Create();
            copy.ImportPkcs8PrivateKey(key.ExportPkcs8PrivateKey(), out _);
            registry.Add(copy);
        }
        return SealedParts.Open(record, registry, Node, Id);
    }

    private static Record Make(params Attachment[] attachments) => new() { Fields = ByteString.CopyFromUtf8("{}"), Attachments = { attachments } };

    private static Attachment Plain(string name) => new() { Name = name, ContentType = "text/plain", Data = ByteString.CopyFromUtf8(name) };

    private static Attachment Part(string step, ECDiffieHellman key, params string[] attachments) =>
        Sealed(step, key, Node, Id, new Record { Fields = ByteString.CopyFromUtf8($"{{\"of\":\"{step}\"}}"), Attachments = { attachments.Select(Plain) } });

    private static Attachment Sealed(string step, ECDiffieHellman key, string node, Guid id, Record? part = null)
    {
        var spki = key.ExportSubjectPublicKeyInfo();
        var bytes = RecordSeal.Seal(part ?? new Record { Fields = ByteString.CopyFromUtf8("{}") }, new RegistryKey(IdOf(key), spki), node, id, $"part-{step}");
        return new Attachment { Name = $"{step}.sealed", ContentType = $"{Names.SealedPartType};key={IdOf(key)}", Data = ByteString.CopyFrom(bytes) };
    }

    private static string IdOf(ECDiffieHellman key) => KeyId.Of(key.ExportSubjectPublicKeyInfo());
}
