using Edge.Demo.Show;
using Edge.Testing.Samples;
using Spectre.Console;

namespace Edge.SystemTests.Harness;

public sealed class VerificationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-export-").FullName;
    private readonly SampleRecord[] _submitted = [.. Enumerable.Range(0, 3).Select(new SampleRecords(11).Make)];

    public VerificationTests()
    {
        for (var i = 0; i < _submitted.Length; i++) Export(_submitted[i], $"{i + 1:D12}-{_submitted[i].Id}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_export_of_exactly_what_was_submitted_holds() => Assert.Empty(Faults());

    [Fact]
    public void One_changed_byte_of_an_attachment_is_found()
    {
        var file = Path.Combine(_folder, "kiosk-1", $"{2:D12}-{_submitted[1].Id}", "portrait.jpg");
        using (var stream = File.Open(file, FileMode.Open))
        {
            stream.Position = 777;
            var was = stream.ReadByte();
            stream.Position = 777;
            stream.WriteByte((byte)(was ^ 1));
        }

        Assert.Contains($"{_submitted[1].Id}: its attachments", Assert.Single(Faults()));
    }

    [Fact]
    public void Other_fields_are_found()
    {
        File.AppendAllText(Path.Combine(_folder, "kiosk-1", $"{1:D12}-{_submitted[0].Id}", "record.json"), " ");

        Assert.Contains($"{_submitted[0].Id}: record.json", Assert.Single(Faults()));
    }

    [Fact]
    public void A_file_too_many_or_too_few_is_found()
    {
        File.WriteAllText(Path.Combine(_folder, "kiosk-1", $"{1:D12}-{_submitted[0].Id}", "more.txt"), "more");
        File.Delete(Path.Combine(_folder, "kiosk-1", $"{3:D12}-{_submitted[2].Id}", "finger-01.fir"));

        Assert.Equal(2, Faults().Count);
    }

    [Fact]
    public void A_missing_record_and_one_nobody_submitted_are_found()
    {
        Directory.Delete(Path.Combine(_folder, "kiosk-1", $"{3:D12}-{_submitted[2].Id}"), recursive: true);
        var foreign = new SampleRecords(12).Make(0);
        Export(foreign, $"{4:D12}-{foreign.Id}");

        var faults = Faults();

        Assert.Contains(faults, f => f.Contains($"{_submitted[2].Id} was exported 0 times", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains($"{foreign.Id} was exported and no kiosk", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_copy_is_found()
    {
        Export(_submitted[0], $"{9:D12}-{_submitted[0].Id}-0a1b2c3d");

        Assert.Contains("2 times", Assert.Single(Faults()));
    }

    [Theory]
    [InlineData(3, 3, 0, 0, true)]
    [InlineData(3, 2, 1, 0, false)]
    [InlineData(3, 3, 0, 1, false)]
    public void Sums_that_do_not_agree_do_not_hold(int accepted, int stored, int lost, int duplicates, bool holds)
    {
        Assert.Equal(holds, new Verdict(new DemoSummary(1, accepted, stored, lost, duplicates, 0, 0, 0, []), [], []).Holds);
        Assert.False(new Verdict(new DemoSummary(1, accepted, stored, lost, duplicates, 0, 0, 0, []), [], ["a fault"]).Holds);
    }

    [Fact]
    public void The_last_line_is_as_promised() => Assert.Equal(
        """{"kiosks":3,"accepted":5,"stored":4,"lost":1,"duplicates":2,"linkCuts":6,"payloadBytes":7,"wireBytes":8,"panels":["http://127.0.0.1:8090/"]}""",
        new DemoSummary(3, 5, 4, 1, 2, 6, 7, 8, [new Uri("http://127.0.0.1:8090/")]).ToJson());

    [Fact]
    public void A_run_without_a_cut_has_shown_nothing()
    {
        Assert.Null(Verification.NothingCut(1));
        Assert.Contains("--for", Verification.NothingCut(0));
    }

    [Theory]
    [InlineData(0, "All well: each record is stored once and was exported bit for bit, 12 of 12.", "Tốt: mỗi hồ sơ")]
    [InlineData(1, "NOT well: 1 lost, 0 stored twice, 1 more to see above.", "CHƯA tốt: mất 1")]
    public void The_sums_are_a_table_for_people(int lost, string english, string vietnamese)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 120;
        var sums = new DemoSummary(2, 12, 12 - lost, lost, 0, 6, 7, 8, []);

        SumsTable.Write(console, new Verdict(sums, [new("kiosk-1", 5, 5, 2048, 2), new("kiosk-2", 7, 7 - lost, 1024, 4)], lost == 0 ? [] : ["a fault"]));

        var lines = output.ToString().Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        Assert.Contains("kiosk-1 5 5 2 2", lines);
        Assert.Contains($"All · Cộng 12 {12 - lost} 3 6", lines);
        Assert.Contains(english, lines);
        Assert.Contains(lines, l => l.StartsWith(vietnamese, StringComparison.Ordinal));
    }

    private List<string> Faults() => Verification.Compare(_submitted.Select(RecordPrint.Of).ToDictionary(p => p.Id), ExportFolder.Read(_folder));

    private void Export(SampleRecord record, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "kiosk-1", name)).FullName;
        Write(folder, "record.json", record.Fields);
        foreach (var file in record.Attachments) Write(folder, file.Name, file.Data);
    }

    private static void Write(string folder, string name, byte[] bytes)
    {
        using var file = File.Create(Path.Combine(folder, name));
        file.Write(bytes);
    }
}
