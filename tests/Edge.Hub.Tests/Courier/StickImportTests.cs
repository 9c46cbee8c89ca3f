using System.Text.Json;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Hosting;
using Edge.Hub.Cli;
using Edge.Hub.Keys;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Testing;

namespace Edge.Hub.Tests.Courier;

/// <summary>`edge-hub courier import` against a whole hub, with sticks as they come back from the field.</summary>
public sealed class StickImportTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private HubHarness _hub = null!;
    private SimulatedBoard _board = null!;
    private List<(RecordManifest Manifest, byte[] Bytes)> _records = [];

    private string Stick => _folder.File("stick");

    private string Slip => Path.Combine(Stick, CourierNames.Root, "kiosk-1", CourierNames.Folder(Guid.Empty));

    public async ValueTask InitializeAsync()
    {
        _hub = await HubHarness.StartAsync();
        var key = NodeBench.NewKey();
        (await _hub.SignAsync("kiosk-1", key)).Dispose();
        _board = new SimulatedBoard("kiosk-1", new SigningKey(key));
        _records = [.. Enumerable.Range(0, 4).Select(_ => _board.Record(5_000))];
        Directory.CreateDirectory(Slip);
        foreach (var record in _records) Put(FileOf(record), CourierBench.File(record));
        Put(Path.Combine(Slip, CourierNames.Slip), CourierBench.Slip(_board, "kiosk-1", 1, [.. _records]));
    }

    [Fact]
    public async Task A_whole_stick_is_taken_once_and_receipted_every_time()
    {
        Assert.Equal((ExitCode.Ok, 4, 0, 0, 4), Counts(await ImportAsync()));
        Assert.Equal((ExitCode.Ok, 0, 4, 0, 4), Counts(await ImportAsync()));
        Assert.Equal(4, Receipts().Count);
        Assert.Empty(Directory.GetFiles(Slip, "*" + CourierNames.Unfinished));
    }

    [Fact]
    public async Task Damage_is_named_by_file_and_the_rest_is_taken()
    {
        var (cut, flipped, gone, swapped) = (FileOf(_records[0]), FileOf(_records[1]), FileOf(_records[2]), FileOf(_records[3]));
        Put(cut, File.ReadAllBytes(cut)[..2_000]);
        var bytes = File.ReadAllBytes(flipped);
        bytes[^100] ^= 4;
        Put(flipped, bytes);
        File.Delete(gone);

        var (code, report, talk) = await ImportAsync();
        Assert.Equal((ExitCode.Fault, 1, 0, 3, 1), Counts((code, report, talk)));
        foreach (var file in new[] { cut, flipped, gone }) Assert.Contains(Path.GetFileName(file), talk, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileName(swapped), talk, StringComparison.Ordinal);
        Assert.Equal(_records[3].Manifest.Digest, StoredReceipts.Verify(Assert.Single(Receipts()), _records[3].Manifest, _hub.Get<HubKeys>().Trust).Digest.ToByteArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_readable_slip_every_whole_record_is_taken_all_the_same(bool damaged)
    {
        var slip = Path.Combine(Slip, CourierNames.Slip);
        if (damaged) Put(slip, File.ReadAllBytes(slip)[..^10]);
        else File.Delete(slip);
        Put(FileOf(_records[0]) + CourierNames.Unfinished, [1, 2, 3]);

        var result = await ImportAsync();
        Assert.Equal((ExitCode.Fault, 4, 0, 0, 4), Counts(result));
        Assert.Contains("slip", result.Talk, StringComparison.Ordinal);
        Assert.Equal(4, Receipts().Count);
    }

    [Fact]
    public async Task Another_hubs_stick_is_named_and_leaves_nothing_here()
    {
        var other = new SimulatedBoard("far-away", SigningKey.Create());
        var folder = Path.Combine(Stick, CourierNames.Root, "far-away", CourierNames.Folder(new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16))));
        Directory.CreateDirectory(folder);
        var record = other.Record(500);
        Put(Path.Combine(folder, Path.GetFileName(FileOf(record))), CourierBench.File(record));
        Put(Path.Combine(folder, CourierNames.Slip), CourierBench.Slip(other, "far-away", 1, record));

        var result = await ImportAsync();
        Assert.Equal((ExitCode.Fault, 4, 0, 1, 4), Counts(result));
        Assert.Contains("board far-away, which this hub does not know", result.Talk, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, CourierNames.Receipts)));
    }

    [Fact]
    public async Task A_folder_that_is_no_stick_and_a_stick_with_nothing_on_it_are_said_to_be_so()
    {
        foreach (var made in new[] { false, true })
        {
            var empty = _folder.File("empty");
            if (made) Directory.CreateDirectory(Path.Combine(empty, CourierNames.Root));
            var (code, answer, talk) = await RunAsync(empty);
            Assert.Equal((ExitCode.Fault, ""), (code, answer));
            Assert.Contains(empty, talk, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Links_on_a_stick_are_not_followed()
    {
        var secret = _folder.File("secret");
        Put(secret, CourierBench.File(_records[0]));
        File.Delete(FileOf(_records[0]));
        File.CreateSymbolicLink(FileOf(_records[0]), secret);
        var elsewhere = Directory.CreateDirectory(_folder.File("elsewhere")).FullName;
        File.CreateSymbolicLink(Path.Combine(Slip, CourierNames.Receipts), Path.Combine(elsewhere, "receipts"));
        Directory.CreateSymbolicLink(Path.Combine(Stick, CourierNames.Root, "kiosk-2"), elsewhere);

        var result = await ImportAsync();
        Assert.Equal((ExitCode.Fault, 3, 0, 1, 3), Counts(result));
        Assert.Contains("it is a link", result.Talk, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(elsewhere));
        Assert.Equal(3, Receipts().Count);
    }

    [Fact]
    public async Task A_stick_that_takes_no_receipts_is_named_and_its_records_are_stored()
    {
        // Even root cannot write a file where a folder is.
        Directory.CreateDirectory(Path.Combine(Slip, CourierNames.Receipts, "x"));
        var result = await ImportAsync();
        Assert.Equal((ExitCode.Fault, 4, 0, 0, 0), Counts(result));
        Assert.Contains("the receipts cannot be written", result.Talk, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(Slip, CourierNames.Receipts), recursive: true);
        Assert.Equal((ExitCode.Ok, 0, 4, 0, 4), Counts(await ImportAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    private string FileOf((RecordManifest Manifest, byte[] Bytes) record) => Path.Combine(Slip, CourierNames.Record(record.Manifest.Fields.Sequence, record.Manifest.RecordId));

    private IReadOnlyList<Contracts.Wire.SignedReceipt> Receipts() => CourierReceiptFile.Read(File.ReadAllBytes(Path.Combine(Slip, CourierNames.Receipts)));

    private async Task<(int Code, JsonElement Report, string Talk)> ImportAsync()
    {
        var (code, answer, talk) = await RunAsync(Stick);
        return (code, JsonElement.Parse(answer), talk);
    }

    private async Task<(int Code, string Answer, string Talk)> RunAsync(string stick)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await HubCli.RunAsync(["courier", "import", stick, "--json", "--data", _hub.Paths.Data], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static (int Code, int Taken, int Here, int Not, int Receipts) Counts((int Code, JsonElement Report, string Talk) result) =>
        (result.Code, Of(result.Report, "taken"), Of(result.Report, "hereAlready"), Of(result.Report, "notTaken"), Of(result.Report, "receipts"));

    private static void Put(string path, byte[] bytes)
    {
        using var file = File.Create(path);
        file.Write(bytes);
    }

    private static int Of(JsonElement report, string name) => report.GetProperty(name).GetInt32();
}
