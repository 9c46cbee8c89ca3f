using System.Security.Cryptography;
using Edge.Contracts.Sealing;
using Edge.Contracts.Signing;
using Edge.Hosting;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Backup;
using Edge.Hub.Cli;
using Edge.Hub.Export.Following;
using Edge.Hub.Keys;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Testing;
using Edge.Testing.Time;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Record = Edge.Contracts.Wire.Record;
using RecordState = Edge.Hub.Archive.RecordState;

namespace Edge.Hub.Tests.Export;

/// <summary>The command beside a running hub: from its archive to a receiver, and back to it as safe.</summary>
public sealed class FollowCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task What_the_receiver_has_taken_is_safe_at_the_running_hub()
    {
        var got = new List<string>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var receiver = builder.Build();
        receiver.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, Token);
            lock (got) got.Add($"{context.Request.Headers["Idempotency-Key"]}");
        });
        await receiver.StartAsync(Token);
        await using var hub = await HubHarness.StartAsync();
        var row = await StoreAsync(hub);

        using var folder = new TempFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var said = new StringWriter();
        var command = HubCli.RunAsync(["export", "--follow", "--data", hub.Paths.Data, "--key", hub.Paths.RegistryKey, "--to", receiver.Urls.Single() + "/records", "--state", folder.File("state")], TextWriter.Null, TextWriter.Synchronized(said), stop.Token);
        await Until.TrueAsync(async () =>
        {
            Assert.False(command.IsCompleted, $"{said}");
            await using var db = await hub.Get<IDbContextFactory<HubDb>>().CreateDbContextAsync(Token);
            return await db.Set<ArchivedRecord>().AnyAsync(r => r.SafeSince != null, Token);
        }, "the record is safe");
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Ok, await command);
        Assert.StartsWith($"{row.RecordId}-", Assert.Single(got), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--out DIR is missing")]
    [InlineData(ExitCode.Usage, "--follow needs", "--follow")]
    [InlineData(ExitCode.Usage, "two targets", "--follow", "--out", "x", "--to", "https://a.example/")]
    [InlineData(ExitCode.Usage, "needs --state", "--follow", "--to", "https://a.example/")]
    [InlineData(ExitCode.Usage, "go with --follow", "--out", "x", "--confirm-folder")]
    [InlineData(ExitCode.Usage, "--confirm-every takes", "--follow", "--out", "x", "--confirm-every", "00:00:01")]
    public async Task A_word_that_is_wrong_is_named(int code, string named, params string[] words)
    {
        using var error = new StringWriter();
        Assert.Equal(code, await HubCli.RunAsync(["export", "--key", "k", .. words], TextWriter.Null, error, Token));
        Assert.Contains(named, $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_beside_the_archive_makes_nothing_safe()
    {
        await using var hub = await HubHarness.StartAsync();
        using var error = new StringWriter();
        var beside = Path.Combine(hub.Paths.Data, "out");
        Assert.Equal(ExitCode.Fault, await HubCli.RunAsync(["export", "--follow", "--data", hub.Paths.Data, "--key", hub.Paths.RegistryKey, "--out", beside, "--confirm-folder"], TextWriter.Null, error, Token));
        Assert.Contains("on the file system of the archive", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_that_is_not_mounted_at_the_start_is_not_taken_for_it()
    {
        await using var hub = await HubHarness.StartAsync();
        using var share = new Crash.ScratchFolder();
        using var folder = new TempFolder();
        using (var state = FollowState.Open(folder.File("state"), share.Path)) state.Write(state.Cursor with { Delivered = 5 });
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Fault, await HubCli.RunAsync(["export", "--follow", "--data", hub.Paths.Data, "--key", hub.Paths.RegistryKey, "--out", share.Path, "--state", folder.File("state"), "--confirm-folder"], TextWriter.Null, error, Token));
        Assert.Contains("is empty, and by its state 5 records", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_goes_on_is_one_copy_with_a_new_number_each_time_and_one_entry_a_day()
    {
        await using var hub = await HubHarness.StartAsync();
        var digests = new List<byte[]>();
        for (var i = 1; i <= 4; i++) digests.Add((await StoreAsync(hub, i)).ManifestDigest);
        using var socket = new HubSocket(hub.Paths.Data);
        var (told, another, copies) = (new ToldSafe(socket, "https://registry.example/"), new ToldSafe(socket, "https://other.example/"), hub.Get<BackupRegistry>());
        await another.TellAsync([digests[0]], Token);
        for (var i = 0; i < 3; i++)
        {
            var before = copies.Confirmed;
            await told.TellAsync([digests[i]], Token);
            Assert.True(copies.Confirmed > before);
        }
        Assert.Equal([1, 3], await RecordsAsync(hub));
        Assert.Equal(2, await EntriesAsync(hub));
        hub.Time.Now += TimeSpan.FromDays(1);
        for (var i = 0; i < 2; i++) await told.TellAsync([digests[3]], Token);
        Assert.Equal(2, (await RecordsAsync(hub)).Count);
        Assert.Equal(3, await EntriesAsync(hub));
    }

    private static async Task<List<long>> RecordsAsync(HubHarness hub)
    {
        await using var db = await hub.Get<IDbContextFactory<HubDb>>().CreateDbContextAsync(Token);
        return await db.Set<Copy>().Where(c => c.ConfirmedAt != null).OrderBy(c => c.Records).Select(c => c.Records).ToListAsync(Token);
    }

    private static async Task<int> EntriesAsync(HubHarness hub)
    {
        await using var db = await hub.Get<IDbContextFactory<HubDb>>().CreateDbContextAsync(Token);
        return await db.Set<AuditEntry>().CountAsync(a => a.Act == "copy-confirmed", Token);
    }

    private static async Task<ArchivedRecord> StoreAsync(HubHarness hub, long number = 1)
    {
        var (id, registry) = (new Guid(RandomNumberGenerator.GetBytes(16)), hub.Get<HubKeys>().Trust.Registry);
        var bytes = RecordSeal.Seal(new Record { Fields = ByteString.CopyFromUtf8("{}") }, registry, "kiosk-1", id, "card");
        var board = new SimulatedBoard("kiosk-1", new SigningKey(NodeBench.NewKey()));
        var row = ArchivedRecord.From(board.Record(bytes, id, registry.Id), "kiosk-1", "mqtt", default, hub.Time.Now);
        (row.State, row.StoredNumber, row.StoredAt) = (RecordState.Stored, number, hub.Time.Now);
        await using var db = await hub.Get<IDbContextFactory<HubDb>>().CreateDbContextAsync(Token);
        db.Add(row);
        await db.SaveChangesAsync(Token);
        db.Add(new ArchivedChunk { RecordKey = row.Key, Offset = 0, Length = bytes.Length, Data = bytes });
        await db.SaveChangesAsync(Token);
        return row;
    }
}
