using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Export;
using Edge.Hub.Tests.Support;
using Google.Protobuf;
using Record = Edge.Contracts.Wire.Record;

namespace Edge.Hub.Tests.Export;

/// <summary>What a hostile board sealed must fail as one record, never stop the export of all that follow.</summary>
public sealed class RecordFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("a.jpg", "a.jpg")]
    [InlineData("../a.jpg", "b.jpg")]
    [InlineData("record.json", "b.jpg")]
    public void Bad_names_are_malformed_and_leave_nothing(string one, string two)
    {
        Assert.Throws<MalformedException>(() => RecordFolder.Write(_folder.File("r"), Make(one, two)));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
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
        RecordFolder.Write(_folder.File("r"), Make("A.jpg", "a.jpg"));
        Assert.Equal(["A.jpg", "a.jpg", "record.json"], Directory.GetFiles(_folder.File("r")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("{}", File.ReadAllText(_folder.File("r/record.json")));
    }

    public void Dispose() => _folder.Dispose();

    private static Record Make(params string[] names)
    {
        var record = new Record { Fields = ByteString.CopyFromUtf8("{}") };
        record.Attachments.AddRange(names.Select(n => new Attachment { Name = n, Data = ByteString.CopyFromUtf8(n) }));
        return record;
    }
}
