using System.Text.Json;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;

namespace Edge.Agent.Tests.Courier;

/// <summary>`edge-agent courier` beside a running agent, with a folder for a stick.</summary>
public sealed class CourierCommandTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private TestAgent _agent = null!;

    private string Stick => _folder.Data.Root;

    private string Board => Path.Combine(Stick, CourierNames.Root, "kiosk-1");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Stick);
        _agent = await TestAgent.ProvisionedAsync();
        _agent.Configuration = TestAgent.OverFiles;
        await _agent.StartAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Export_writes_sealed_files_and_a_signed_slip_and_changes_nothing_on_the_board()
    {
        await SubmitAsync(3);
        var (code, report, _) = await RunAsync("export");
        Assert.Equal((0, 3, 0, 0), (code, Of(report, "written"), Of(report, "onStickAlready"), Of(report, "notWritten")));
        Assert.Equal(3, await WaitingAsync());

        var folder = Assert.Single(Directory.GetDirectories(Board));
        var (signed, slip) = CourierSlips.Read(File.ReadAllBytes(Path.Combine(folder, CourierNames.Slip)));
        Assert.Equal(("kiosk-1", Path.GetFileName(folder)), (slip.Node, Convert.ToHexStringLower(slip.SlipId.Span)));
        Assert.Equal(3ul, ChainHead.Parser.ParseFrom(slip.Head.Head).LastSequence);
        var files = Files(folder);
        Assert.Equal(slip.Records.Select(r => Convert.ToHexString(r.Digest.Span)).Order(), files.Select(f => Convert.ToHexString(f.Manifest.Digest)).Order());
        Assert.True(CourierSlips.IsSignedBy(signed, NodeKey()));
        Assert.All(files, f => Assert.True(f.Manifest.IsSignedBy(NodeKey())));
        Assert.Equal(4, Directory.GetFiles(folder).Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_second_export_writes_only_what_is_new()
    {
        await SubmitAsync(2);
        await RunAsync("export");
        await SubmitAsync(1);
        var (code, report, _) = await RunAsync("export");
        Assert.Equal((0, 1, 2), (code, Of(report, "written"), Of(report, "onStickAlready")));
        Assert.Equal(2, Directory.GetDirectories(Board).Length);
        (code, report, _) = await RunAsync("export");
        Assert.Equal((0, 0, 3), (code, Of(report, "written"), Of(report, "onStickAlready")));
        Assert.Equal(2, Directory.GetDirectories(Board).Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_export_that_was_interrupted_is_finished_by_the_next_and_a_damaged_file_is_written_again()
    {
        await SubmitAsync(3);
        await RunAsync("export");
        var folder = Assert.Single(Directory.GetDirectories(Board));
        File.Delete(Path.Combine(folder, CourierNames.Slip));
        var records = Directory.GetFiles(folder, "*.rec").Order().ToList();
        File.Move(records[0], records[0] + CourierNames.Unfinished);
        Put(records[1], File.ReadAllBytes(records[1])[..200]);

        var (code, report, _) = await RunAsync("export");
        Assert.Equal((0, 2, 1), (code, Of(report, "written"), Of(report, "onStickAlready")));
        Assert.Equal(folder, Assert.Single(Directory.GetDirectories(Board)));
        Assert.Equal(3, Files(folder).Count);
        Assert.Equal(3, CourierSlips.Read(File.ReadAllBytes(Path.Combine(folder, CourierNames.Slip))).Slip.Records.Count);
        Assert.Empty(Directory.GetFiles(folder, "*" + CourierNames.Unfinished));
    }

    [Fact(Timeout = 120_000)]
    public async Task Import_lets_go_of_what_is_receipted_once_and_clears_the_folder()
    {
        await SubmitAsync(3);
        await RunAsync("export");
        var folder = Assert.Single(Directory.GetDirectories(Board));
        var receipts = Receipt(folder);
        var (code, report, talk) = await RunAsync("import");
        Assert.True(code == 0, talk);
        Assert.Equal((3, 0, 1), (Of(report, "released"), Of(report, "already"), Of(report, "foldersCleared")));
        Assert.Equal(0, await WaitingAsync());
        Assert.Empty(Directory.GetDirectories(Board));

        // The same receipts once more, from another stick say.
        Directory.CreateDirectory(folder);
        Put(Path.Combine(folder, CourierNames.Receipts), receipts);
        (code, report, _) = await RunAsync("import");
        Assert.Equal((0, 0, 3), (code, Of(report, "released"), Of(report, "already")));
    }

    [Fact(Timeout = 120_000)]
    public async Task Receipts_that_are_damaged_forged_or_for_others_are_named_and_release_nothing()
    {
        await SubmitAsync(2);
        await RunAsync("export");
        var folder = Assert.Single(Directory.GetDirectories(Board));
        var path = Path.Combine(folder, CourierNames.Receipts);
        var good = Receipt(folder);

        Put(path, good[..^20]);
        await AssertNothingTakenAsync(path);
        var manifests = Files(folder).Select(f => f.Manifest).ToList();
        using var forger = SigningKey.Create();
        Put(path, CourierReceiptFile.Write([.. manifests.Select(m => StoredReceipts.Sign(m, DateTimeOffset.UnixEpoch, 1, forger))]));
        await AssertNothingTakenAsync("is not in trust file");
        var others = TestRecords.Make(1).Manifest;
        Put(path, CourierReceiptFile.Write([TestRecords.ReceiptFor(others)]));
        await AssertNothingTakenAsync("does not hold");

        // One of two: that one goes, the folder stays, the other is named.
        Put(path, CourierReceiptFile.Write([TestRecords.ReceiptFor(manifests[0])]));
        var (code, report, talk) = await RunAsync("import");
        Assert.Equal((1, 1, 0), (code, Of(report, "released"), Of(report, "foldersCleared")));
        Assert.Contains("1 of its 2 records have no receipt", talk, StringComparison.Ordinal);
        Assert.Equal(1, await WaitingAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_record_found_damaged_is_named_and_the_others_are_written_and_its_earlier_copy_still_frees_it()
    {
        await SubmitAsync(2);
        await RunAsync("export");
        var folder = Assert.Single(Directory.GetDirectories(Board));
        var receipts = Receipt(folder);
        var file = Directory.GetFiles(_agent.Data.Spool).Order().First();
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        Put(file, bytes);
        Directory.Delete(folder, recursive: true);

        var (code, report, talk) = await RunAsync("export");
        Assert.Equal((1, 1), (code, Of(report, "written")));
        Assert.Contains("is damaged", talk, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_agent.Data.Quarantine));

        // The hub had it from an earlier stick after all.
        var earlier = Path.Combine(Board, CourierNames.Folder(new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16))));
        Directory.CreateDirectory(earlier);
        Put(Path.Combine(earlier, CourierNames.Receipts), receipts);
        (_, report, _) = await RunAsync("import");
        Assert.Equal(2, Of(report, "released"));
        var (_, status, _) = await _agent.CommandAsync(null, "status", "--json");
        Assert.Equal(0, JsonDocument.Parse(status).RootElement.GetProperty("quarantined").GetInt32());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stick_that_cannot_be_written_is_named_with_counts_and_goes_on_once_it_can()
    {
        await SubmitAsync(2);
        // Even root cannot make a folder where a file is.
        Directory.CreateDirectory(Path.Combine(Stick, CourierNames.Root));
        Put(Board, []);
        var (code, report, talk) = await RunAsync("export");
        Assert.Equal((1, 0, 2), (code, Of(report, "written"), Of(report, "notWritten")));
        Assert.Contains("the stick cannot be written", talk, StringComparison.Ordinal);
        File.Delete(Board);
        (code, report, _) = await RunAsync("export");
        Assert.Equal((0, 2, 0), (code, Of(report, "written"), Of(report, "notWritten")));
    }

    [Fact(Timeout = 120_000)]
    public async Task Links_on_a_stick_are_not_followed()
    {
        await SubmitAsync(1);
        var elsewhere = Directory.CreateDirectory(Path.Combine(Stick, "elsewhere")).FullName;
        Directory.CreateDirectory(Path.Combine(Stick, CourierNames.Root));
        Directory.CreateSymbolicLink(Board, elsewhere);
        var (code, answer, talk) = await _agent.CommandAsync(null, "courier", "export", Stick);
        Assert.Equal((1, ""), (code, answer));
        Assert.Contains("is a link", talk, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_wrong_stick_is_named()
    {
        await SubmitAsync(1);
        var (code, report, talk) = await RunAsync("import");
        Assert.Equal((1, 0), (code, Of(report, "released")));
        Assert.Contains("nothing of board kiosk-1", talk, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(Stick, CourierNames.Root, "kiosk-7"));
        Assert.Contains("it carries kiosk-7", (await RunAsync("import")).Talk, StringComparison.Ordinal);
        var (missing, answer, words) = await _agent.CommandAsync(null, "courier", "export", Path.Combine(Stick, "nowhere"));
        Assert.Equal((1, ""), (missing, answer));
        Assert.Contains("is the stick mounted", words, StringComparison.Ordinal);
        await RunAsync("export");
        Assert.Contains("the hub has not imported it yet", (await RunAsync("import")).Talk, StringComparison.Ordinal);
        Assert.Equal(1, await WaitingAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AssertNothingTakenAsync(string named)
    {
        var (code, report, talk) = await RunAsync("import");
        Assert.Equal((1, 0), (code, Of(report, "released")));
        Assert.Contains(named, talk, StringComparison.Ordinal);
        Assert.Equal(2, await WaitingAsync());
    }

    private async Task SubmitAsync(int count)
    {
        for (var i = 0; i < count; i++) Assert.Equal(0, (await _agent.CommandAsync(null, "submit", "--kind", "card", "--field", "a=b")).Code);
    }

    private async Task<int> WaitingAsync() => (await _agent.CommandAsync(null, "spool", "list", "--json")).Answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private async Task<(int Code, JsonElement Report, string Talk)> RunAsync(string command)
    {
        var (code, answer, talk) = await _agent.CommandAsync(null, "courier", command, Stick, "--json");
        return (code, JsonDocument.Parse(answer).RootElement, talk);
    }

    // The hub's part.
    private static byte[] Receipt(string folder)
    {
        var receipts = CourierReceiptFile.Write([.. Files(folder).Select(f => TestRecords.ReceiptFor(f.Manifest))]);
        Put(Path.Combine(folder, CourierNames.Receipts), receipts);
        return receipts;
    }

    private static List<(RecordManifest Manifest, ReadOnlyMemory<byte> Sealed)> Files(string folder) => [.. Directory.GetFiles(folder, "*.rec").Order().Select(f => RecordFrame.Read(File.ReadAllBytes(f)))];

    private VerifyingKey NodeKey()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(_agent.Data.Identity, "node.key")));
        return new VerifyingKey(key.ExportSubjectPublicKeyInfo());
    }

    private static void Put(string path, byte[] bytes)
    {
        using var file = File.Create(path);
        file.Write(bytes);
    }

    private static int Of(JsonElement report, string name) => report.GetProperty(name).GetInt32();
}
