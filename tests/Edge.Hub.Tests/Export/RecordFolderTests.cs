using System.Text.Json;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Export;
using Edge.Testing;
using Google.Protobuf;
using Record = Edge.Contracts.Wire.Record;

namespace Edge.Hub.Tests.Export;

/// <summary>What a hostile board sealed, or an honest one before a rule, comes out all the same, or fails as one record.</summary>
public sealed class RecordFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    // What one disk keeps apart, another has one file for, or none.
    [Theory]
    [InlineData("Portrait.jpg", "portrait.jpg", "Portrait.jpg", "portrait-2.jpg")]
    [InlineData("../a.jpg", "b.jpg", "_.._a.jpg", "b.jpg")]
    [InlineData("record.json", "Renamed.json", "record-2.json", "Renamed-2.json")]
    [InlineData("NUL.jpg", "com1", "_NUL.jpg", "_com1")]
    [InlineData("a:b", "a?b", "a_b", "a_b-2")]
    [InlineData("a.", "a ", "a_", "a_-2")]
    [InlineData("\u1EA3nh", "a\u0309nh", "_nh", "a_nh")] // one letter, in two spellings
    public void Names_are_made_safe_and_told_beside_the_record(string one, string two, string first, string second)
    {
        var record = Make(one, two);
        RecordFolder.Write(_folder.File("r"), record);
        Assert.Null(RecordFolder.Difference(_folder.File("r"), record));
        Assert.Equal(one, File.ReadAllText(_folder.File($"r/{first}")));
        Assert.Equal(two, File.ReadAllText(_folder.File($"r/{second}")));
        var told = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(_folder.File("r/renamed.json")))!;
        Assert.Equal(one, told.GetValueOrDefault(first, first));
        Assert.Equal(two, told.GetValueOrDefault(second, second));
        var files = Directory.GetFiles(_folder.File("r")).Select(f => Path.GetFileName(f)!).ToList();
        Assert.Equal((4, 4), (files.Count, files.Distinct(StringComparer.OrdinalIgnoreCase).Count()));
        Assert.Equal("{}", File.ReadAllText(_folder.File("r/record.json")));
    }

    [Fact]
    public void More_attachments_than_a_record_may_have_are_malformed()
    {
        var names = Enumerable.Range(0, Limits.Attachments + 1).Select(i => $"a{i}").ToArray();
        Assert.Throws<MalformedException>(() => RecordFolder.Write(_folder.File("r"), Make(names)));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_half_written_folder_is_begun_again()
    {
        Directory.CreateDirectory(_folder.File("r.partial"));
        File.WriteAllText(_folder.File("r.partial/record.json"), "half");
        RecordFolder.Write(_folder.File("r"), Make("a.jpg", "b.jpg"));
        Assert.Equal(["a.jpg", "b.jpg", "record.json"], Directory.GetFiles(_folder.File("r")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("{}", File.ReadAllText(_folder.File("r/record.json")));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("shorter")]
    [InlineData("longer")]
    [InlineData("changed")]
    public void What_is_not_as_in_the_record_is_found_when_it_is_read_back(string damage)
    {
        var record = Make("a.jpg");
        record.Attachments[0].Data = ByteString.CopyFrom(new byte[200_000]);
        RecordFolder.Write(_folder.File("r"), record);
        Assert.Null(RecordFolder.Difference(_folder.File("r"), record));
        var file = _folder.File("r/a.jpg");
        switch (damage)
        {
            case "missing": File.Delete(file); break;
            case "shorter": Overwrite(199_999, 0); break;
            case "longer": Overwrite(200_001, 0); break;
            default: Overwrite(200_000, 1); break;
        }
        Assert.Contains("a.jpg", RecordFolder.Difference(_folder.File("r"), record), StringComparison.Ordinal);

        void Overwrite(int size, byte last)
        {
            using var bytes = File.Create(file);
            bytes.Write([.. new byte[size - 1], last]);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Record Make(params string[] names)
    {
        var record = new Record { Fields = ByteString.CopyFromUtf8("{}") };
        record.Attachments.AddRange(names.Select(n => new Attachment { Name = n, Data = ByteString.CopyFromUtf8(n) }));
        return record;
    }
}
