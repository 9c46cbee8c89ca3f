using System.Text.Json;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Deploy;

/// <summary>The packages before they are built: what they ask for, and what their scripts do to data. tests/lab/tests/packages.sh installs them.</summary>
public sealed class PackageTests
{
    private const string NoRecord = "state.db";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("edge-agent", "Depends", "libgpiod2 | libgpiod3")]
    [InlineData("edge-agent", "Depends", "libssl3t64 | libssl3")]
    [InlineData("edge-agent", "Recommends", "alsa-utils")]
    [InlineData("edge-hub", "Depends", "mosquitto (>= 2.0.11)")]
    [InlineData("edge-hub", "Depends", "libssl3t64 | libssl3")]
    public void What_a_program_needs_its_package_asks_for(string package, string field, string needed)
    {
        using var files = new PackageFiles(package);
        Assert.Contains(needed, files.Control()[field].Split(", "));
    }

    [Theory]
    [InlineData("edge-agent")]
    [InlineData("edge-hub")]
    public async Task A_data_folder_without_records_goes_with_a_purge_and_not_with_a_removal(string package)
    {
        using var files = new PackageFiles(package);
        files.Put(NoRecord);
        Assert.Equal("", await files.RunScriptAsync("postrm", "remove"));
        Assert.True(File.Exists(Path.Combine(files.Data, NoRecord)));

        Assert.Equal("", await files.RunScriptAsync("postrm", "purge"));
        Assert.False(Directory.Exists(files.Data));
        // A second time there is nothing left to do.
        Assert.Equal("", await files.RunScriptAsync("postrm", "purge"));
    }

    [Theory]
    [InlineData("edge-agent", "segments/00000001.litedb")]
    [InlineData("edge-agent", "spool/1.record")]
    [InlineData("edge-agent", "quarantine/1.record")]
    [InlineData("edge-agent", "enrolment/case/1.part")]
    [InlineData("edge-agent", "kept/1.record")]
    [InlineData("edge-hub", "hub.db")]
    [InlineData("edge-hub", "hub.db.restored")]
    public async Task What_is_held_goes_only_if_somebody_says_so(string package, string held)
    {
        using var files = new PackageFiles(package);
        files.Put(NoRecord);
        files.Put(held);
        bool IsThere() => File.Exists(Path.Combine(files.Data, held)) && File.Exists(Path.Combine(files.Data, NoRecord));

        Assert.Contains("is kept, with", await files.RunScriptAsync("postrm", "remove"), StringComparison.Ordinal);
        // Nobody there to be asked, and debconf itself gone already.
        Assert.Contains($"rm -r {files.Data}", await files.RunScriptAsync("postrm", "purge"), StringComparison.Ordinal);
        Assert.True(IsThere());

        // What a frontend that asks nobody answers: the default.
        Assert.Contains("Default: false", files.Read("templates"), StringComparison.Ordinal);
        files.Answer("false");
        var said = await files.RunScriptAsync("postrm", "purge");
        Assert.Contains($"asked critical {package}/purge", said, StringComparison.Ordinal);
        Assert.Contains("is kept, with", said, StringComparison.Ordinal);
        Assert.True(IsThere());

        files.Answer("true");
        Assert.DoesNotContain("is kept", await files.RunScriptAsync("postrm", "purge"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(files.Data));
    }

    // The card of a full board: its folders lie on another disk.
    [Fact]
    public async Task Records_behind_a_link_are_seen()
    {
        using var files = new PackageFiles("edge-agent");
        files.Put(NoRecord);
        var elsewhere = Directory.CreateDirectory(Path.Combine(files.Root, "mnt")).FullName;
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "1.record"), "sealed", Token);
        Directory.CreateSymbolicLink(Path.Combine(files.Data, "spool"), elsewhere);

        Assert.Contains("1 files that may hold records without a receipt, and 0 records", await files.RunScriptAsync("postrm", "purge"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(files.Data, NoRecord)));
    }

    [Theory]
    [InlineData("edge-agent")]
    [InlineData("edge-hub")]
    public async Task The_shipped_settings_change_nothing_and_their_example_is_right(string package)
    {
        using var files = new PackageFiles(package);
        var text = files.Read($"{package}.json");
        using var read = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        Assert.Empty(read.RootElement.EnumerateObject());

        var example = text.Split('\n').Select(l => l.Trim()).SkipWhile(l => l != "// For example:").Skip(1).Where(l => l.StartsWith("//", StringComparison.Ordinal)).Select(l => l[2..]);
        var file = Path.Combine(files.Root, "example.json");
        await File.WriteAllTextAsync(file, "{" + string.Join('\n', example) + "}", Token);
        Assert.NotEmpty(example);
        // The hub's names a certificate, which is not here: that is then all it has against it.
        var check = await ToolRun.RunAsync(package == "edge-hub" ? EdgeTool.Hub : EdgeTool.Agent, ["check", "--data", files.Data, "--config", file], cancellationToken: Token);
        var against = check.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.Contains("/etc/ssl/certs/hub.pem", StringComparison.Ordinal) && !l.Contains("/run/credentials/", StringComparison.Ordinal));
        Assert.True(check.ExitCode == 0 || package == "edge-hub", check.Output + check.Errors);
        Assert.Empty(against);
    }
}
