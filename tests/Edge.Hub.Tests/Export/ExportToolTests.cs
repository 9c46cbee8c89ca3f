using System.Security.Cryptography;
using Edge.Contracts.Sealing;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Export;
using Edge.Hub.Tests.Ingest;
using Edge.Testing;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Record = Edge.Contracts.Wire.Record;
using RecordState = Edge.Hub.Archive.RecordState;

namespace Edge.Hub.Tests.Export;

/// <summary>What an export lists, boards may delete one day: it lists what it has seen on its disk in this run.</summary>
public sealed class ExportToolTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _said = [];
    private readonly ECDiffieHellman _registry = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly SimulatedBoard _board = new("kiosk-1", new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
    private HubDb _db = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => _folder.File("out");

    public async ValueTask InitializeAsync()
    {
        // Even its read-only look at the file asks for this mode, and could not change it.
        await using (var file = new SqliteConnection($"Data Source={_folder.File("hub.db")};Pooling=False"))
        {
            await file.OpenAsync(Token);
            await using var command = file.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL";
            await command.ExecuteNonQueryAsync(Token);
        }
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDbRegistration.Configure(options, _folder.File("hub.db"));
        _db = new HubDb(options.Options);
        await _db.Database.MigrateAsync(Token);
    }

    [Fact]
    public async Task What_is_there_already_is_read_back_before_it_is_listed()
    {
        for (var i = 0; i < 3; i++) await StoreAsync("a.jpg");
        Assert.Equal(new ExportCount(3, 0, 0), await ExportAsync());
        Assert.Equal(Digests(0, 1, 2), Listed());

        File.WriteAllText(Directory.GetFiles(Folder(0), "record.json").Single(), "{\"x\":1}");
        File.Delete(Path.Combine(Folder(2), "a.jpg"));
        Assert.Equal(new ExportCount(0, 1, 2), await ExportAsync());
        Assert.Equal(Digests(1), Listed());
        Assert.Contains(_said, s => s.Contains("record.json is not what the record has", StringComparison.Ordinal));
        Assert.Contains(_said, s => s.Contains("a.jpg is missing", StringComparison.Ordinal));

        foreach (var record in (int[])[0, 2]) Directory.Delete(Folder(record), recursive: true);
        Assert.Equal(new ExportCount(2, 1, 0), await ExportAsync());
        Assert.Equal(Digests(0, 1, 2), Listed());
    }

    [Fact]
    public async Task One_records_error_does_not_end_the_others()
    {
        await StoreAsync("Portrait.jpg", "portrait.jpg");
        await StoreAsync([.. Enumerable.Range(0, 65).Select(i => $"a{i}")]);
        await StoreAsync("a.jpg");
        await StoreAsync("a.jpg");
        // In the place of a folder stands a file.
        Directory.CreateDirectory(Path.GetDirectoryName(Folder(2))!);
        File.WriteAllText(Folder(2), "");
        Assert.Equal(new ExportCount(2, 0, 2), await ExportAsync());
        Assert.Equal(Digests(0, 3), Listed());
        Assert.Equal(["Portrait.jpg", "portrait-2.jpg", "record.json", "renamed.json"], Directory.GetFiles(Folder(0)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_record_with_a_part_whose_key_was_not_given_is_written_again_and_listed_once_it_is()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var id = Guid.CreateVersion7();
        var spki = other.ExportSubjectPublicKeyInfo();
        var part = RecordSeal.Seal(new Record { Fields = ByteString.CopyFromUtf8("{\"quality\":61}") }, new RegistryKey(KeyId.Of(spki), spki), "kiosk-1", id, "part-fingers");
        await StoreAsync(id, new Attachment { Name = "fingers.sealed", ContentType = $"{Edge.Contracts.Names.SealedPartType};key={KeyId.Of(spki)}", Data = ByteString.CopyFrom(part) });
        Assert.Equal(new ExportCount(0, 0, 1), await ExportAsync());
        Assert.Empty(Listed());
        Assert.Contains(_said, s => s.Contains("fingers.sealed", StringComparison.Ordinal) && s.Contains(KeyId.Of(spki), StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(Folder(0), "fingers.sealed")));
        Assert.Equal(new ExportCount(1, 0, 0), await Tool(other).RunAsync(Token));
        Assert.Equal(["fingers.json", "record.json"], Directory.GetFiles(Folder(0)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(new ExportCount(0, 1, 0), await Tool(other).RunAsync(Token));
        Assert.Equal(Digests(0), Listed());
        Assert.False(Directory.Exists(Folder(0) + ".partial"));

        // With fewer keys again, what is there stays, and nobody is told to move it away.
        _said.Clear();
        Assert.Equal(new ExportCount(0, 0, 1), await ExportAsync());
        Assert.Empty(Listed());
        Assert.Contains(KeyId.Of(spki), Assert.Single(_said), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder(0), "fingers.json")));
    }

    [Fact]
    public async Task An_export_that_cannot_be_written_again_stays_as_it_was()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (id, spki) = (Guid.CreateVersion7(), other.ExportSubjectPublicKeyInfo());
        var part = RecordSeal.Seal(new Record { Fields = ByteString.CopyFromUtf8("{}") }, new RegistryKey(KeyId.Of(spki), spki), "kiosk-1", id, "part-fingers");
        await StoreAsync(id, new Attachment { Name = "fingers.sealed", ContentType = $"{Edge.Contracts.Names.SealedPartType};key={KeyId.Of(spki)}", Data = ByteString.CopyFrom(part) });
        await ExportAsync();
        // In the place of what is written first stands a file.
        File.WriteAllText(Folder(0) + ".partial", "");
        Assert.Equal(new ExportCount(0, 0, 1), await Tool(other).RunAsync(Token));
        Assert.True(File.Exists(Path.Combine(Folder(0), "fingers.sealed")));
        File.Delete(Folder(0) + ".partial");
        Assert.Equal(new ExportCount(1, 0, 0), await Tool(other).RunAsync(Token));
    }

    [Fact]
    public async Task A_run_that_did_not_end_leaves_no_list_of_an_earlier_one()
    {
        await StoreAsync("a.jpg");
        await ExportAsync();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Tool().RunAsync(stopped.Token));
        Assert.False(File.Exists(ExportList.PathIn(Target)));
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(30, true)]
    [InlineData(5, false)]
    [InlineData(36, false)]
    public void A_disk_that_takes_nothing_more_ends_the_run_and_another_error_does_not(int errno, bool over) =>
        Assert.Equal(over, ExportDisk.IsOver(new IOException("the kernel's words", errno), _folder.Path));

    public async ValueTask DisposeAsync()
    {
        await _db.DisposeAsync();
        _registry.Dispose();
        _folder.Dispose();
    }

    private Task StoreAsync(params string[] attachments) => StoreAsync(Guid.CreateVersion7(), [.. attachments.Select(n => new Attachment { Name = n, Data = ByteString.CopyFromUtf8(n) })]);

    private async Task StoreAsync(Guid id, params Attachment[] attachments)
    {
        var record = new Record { Fields = ByteString.CopyFromUtf8("{}") };
        record.Attachments.AddRange(attachments);
        var spki = _registry.ExportSubjectPublicKeyInfo();
        var bytes = RecordSeal.Seal(record, new RegistryKey(KeyId.Of(spki), spki), "kiosk-1", id, "card");
        var row = ArchivedRecord.From(_board.Record(bytes, id, KeyId.Of(spki)), "kiosk-1", "mqtt", default, DateTimeOffset.UnixEpoch);
        row.State = RecordState.Stored;
        _db.Add(row);
        await _db.SaveChangesAsync(Token);
        _db.Add(new ArchivedChunk { RecordKey = row.Key, Offset = 0, Length = bytes.Length, Data = bytes });
        await _db.SaveChangesAsync(Token);
    }

    private ExportTool Tool(params ECDiffieHellman[] others)
    {
        var keys = new RegistryKeys();
        foreach (var given in others.Prepend(_registry))
        {
            var key = ECDiffieHellman.Create();
            key.ImportECPrivateKey(given.ExportECPrivateKey(), out _);
            keys.Add(key);
        }
        return new ExportTool(_db, keys, Target, _said.Add);
    }

    private Task<ExportCount> ExportAsync() => Tool().RunAsync(Token);

    private string Folder(int record) => Path.Combine(Target, "kiosk-1", $"{record + 1:D12}-{_board.Made[record].Manifest.RecordId}");

    private IEnumerable<string> Digests(params int[] records) => records.Select(r => Convert.ToHexStringLower(_board.Made[r].Manifest.Digest)).Order(StringComparer.Ordinal);

    private IEnumerable<string> Listed() => ExportList.Read(ExportList.PathIn(Target)).Select(Convert.ToHexStringLower).Order(StringComparer.Ordinal);
}
