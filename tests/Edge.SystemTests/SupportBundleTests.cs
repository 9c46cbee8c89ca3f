using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;
using Microsoft.Data.Sqlite;

namespace Edge.SystemTests;

/// <summary>A bundle says how the board is to somebody far away, and nothing of a person and no secret, wherever it might have come upon one.</summary>
public sealed class SupportBundleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Canaries_planted_everywhere_are_not_in_it()
    {
        var (person, officer, pin, token, password) = (new Canary(), "Phạm Văn Hạnh", "739105", "eyJhbGciOiJFUzI1NiJ9x7Qz", "MatKhau#8Xuan");
        await using var system = await EdgeSystem.StartAsync();
        using var folder = RunFolder.Create("edge-st-");
        var key = await File.ReadAllTextAsync(await KeyAsync(system), Token);
        var journal = FakeJournal(folder.Path, Lines(person, officer, pin, token, password, key));
        var kiosk = await system.AddKioskAsync("kiosk-1", board => board with
        {
            Environment = new Dictionary<string, string>(board.Environment)
            {
                ["EDGE_Kiosk__Place"] = $"Nhà {person.GivenName}", ["EDGE_Kiosk__Services__0__Id"] = "card", ["EDGE_Kiosk__Services__0__Letter"] = "A", ["EDGE_Kiosk__Services__0__Names__vi"] = person.GivenName,
                ["EDGE_Devices__Scanner__Driver"] = "Keyboard", ["EDGE_Devices__Scanner__Device"] = person.GivenName, ["PATH"] = $"{journal}:{Environment.GetEnvironmentVariable("PATH")}",
            },
        });
        await kiosk.StartAsync();
        await kiosk.Agent.SubmitAsync(person.Record(), Token);
        await SpoilAsync(kiosk.Setup.Data, person, officer, pin, token, password);

        // Settings that no agent would start with, beside those it runs with.
        var settings = new Dictionary<string, string>(kiosk.Setup.Environment)
        {
            ["EDGE_Secret__Token"] = token, ["EDGE_Kiosk__Desk"] = password, ["EDGE_Spool__ReserveBytes"] = pin + "x", ["EDGE_Uplink__Password"] = password, ["EDGE_Key"] = key,
        };
        var config = Path.Combine(folder.Path, $"{person.GivenName}.json");
        await File.WriteAllTextAsync(config, "{}", Token);
        Canary[] canaries = [person, .. new[] { officer, pin, token, password, $"Nhà {person.GivenName}" }.Select(t => new Canary(t)), .. key.Split('\n').Where(l => l.Length > 20).Select(l => new Canary(l.Trim()))];
        foreach (var (environment, name) in new[] { (kiosk.Setup.Environment, "running"), (settings, "wrong-settings") })
        {
            var archive = Path.Combine(folder.Path, $"{name}.tar.gz");
            var run = (await ToolRun.RunAsync(EdgeTool.Agent, ["support-bundle", archive, "--data", kiosk.Setup.Data, "--config", config], limit: Limit, environment: environment, cancellationToken: Token)).Ensure();
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(archive));
            var unpacked = Unpack(archive, Path.Combine(folder.Path, name));
            foreach (var canary in canaries)
            {
                var (found, files) = CanarySearch.Under(unpacked, canary);
                Assert.True(files >= 9, $"only {files} files: {run.Output}");
                Assert.Empty(found);
            }
        }
    }

    [Fact]
    public async Task It_has_what_a_distant_helper_needs()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var kiosk = system.Kiosk;
        await Until.TrueAsync(async () => (await kiosk.Agent.StatusAsync(Token)).GetProperty("uplink").GetProperty("connected").GetBoolean(), Limit, () => kiosk.Agent.LastLines);
        await kiosk.StopAsync();
        Directory.CreateDirectory(Path.Combine(kiosk.Setup.Data, "quarantine"));
        const string Record = "0123abcd-000000000007-5-0199d2aa-1111-7222-8333-444455556666.rec";
        await File.WriteAllTextAsync(Path.Combine(kiosk.Setup.Data, "quarantine", Record), "no record", Token);
        using var folder = RunFolder.Create("edge-st-");
        var archive = Path.Combine(folder.Path, "board.tar.gz");
        var run = await ToolRun.RunAsync(EdgeTool.Agent, ["support-bundle", archive, "--data", kiosk.Setup.Data], limit: Limit, environment: kiosk.Setup.Environment, cancellationToken: Token);
        Assert.Equal(0, run.Ensure().ExitCode);
        var unpacked = Path.Combine(Unpack(archive, Path.Combine(folder.Path, "unpacked")), "board");
        JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(unpacked, name))).RootElement;

        Assert.Contains(Json("doctor.json").GetProperty("findings").EnumerateArray(), f => f.GetProperty("id").GetString() == "hub-mqtt" && f.GetProperty("grade").GetString() == "ok");
        Assert.Contains("LỖI", await File.ReadAllTextAsync(Path.Combine(unpacked, "doctor.txt"), Token), StringComparison.Ordinal);
        Assert.Equal("true", Json("settings.json").GetProperty("Spool:AllowVolatile").GetString());
        Assert.NotEmpty(Json("versions.json").GetProperty("kernel").GetString()!);
        Assert.True(Json("disk.json").GetProperty("totalBytes").GetInt64() > 0);
        Assert.True(Json("devices.json").TryGetProperty("usb", out _));
        var held = Assert.Single(Json("spool.json").GetProperty("quarantine").EnumerateArray());
        Assert.Equal(("0199d2aa-1111-7222-8333-444455556666", 7), (held.GetProperty("recordId").GetString(), held.GetProperty("sequence").GetInt32()));
        Assert.NotEmpty(held.GetProperty("reason").GetString()!);
        Assert.Contains("status.json", await File.ReadAllTextAsync(Path.Combine(unpacked, "missing.txt"), Token), StringComparison.Ordinal);

        var again = await ToolRun.RunAsync(EdgeTool.Agent, ["support-bundle", archive, "--data", kiosk.Setup.Data], limit: Limit, environment: kiosk.Setup.Environment, cancellationToken: Token);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("exists; name another file", again.Errors, StringComparison.Ordinal);
        var nowhere = await ToolRun.RunAsync(EdgeTool.Agent, ["support-bundle", Path.Combine(folder.Path, "no", "board.tar.gz"), "--data", kiosk.Setup.Data], limit: Limit, environment: kiosk.Setup.Environment, cancellationToken: Token);
        Assert.Equal(1, nowhere.ExitCode);
        Assert.Contains("there is no folder", nowhere.Errors, StringComparison.Ordinal);
        var stick = await ToolRun.RunAsync(EdgeTool.Agent, ["support-bundle", folder.Path, "--data", kiosk.Setup.Data], limit: Limit, environment: kiosk.Setup.Environment, cancellationToken: Token);
        Assert.Equal(1, stick.ExitCode);
        Assert.Contains("is a folder; name the file", stick.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_an_archive_does_not_stay_on_a_stick_that_is_full()
    {
        using var folder = RunFolder.Create("edge-st-");
        using var stick = new SmallDisk(folder.Path, 1);
        stick.LeaveFree(0);
        var run = await ToolRun.RunAsync(EdgeTool.Agent, ["support-bundle", Path.Combine(stick.Folder, "board.tar.gz"), "--data", "/nowhere/at/all"], limit: Limit, cancellationToken: Token);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(Directory.GetFiles(stick.Folder, "*.gz"));
    }

    // Any of the hub's: what is sought is that no PEM comes through.
    private static Task<string> KeyAsync(EdgeSystem system) => Task.FromResult(Directory.GetFiles(system.HubSetup.Data, "ca.key", SearchOption.AllDirectories)[0]);

    private static string[] Lines(Canary person, string officer, string pin, string token, string password, string key) =>
    [
        $"{person.GivenName} {person.Number}", $"PIN {pin}", $"Authorization: Bearer {token}", $"password={password}", key,
        $"Edge.Agent.Identity.Officers.OfficerDuty[1] Officer {officer} signed in",
        $"Edge.Agent.Identity.Officers.OfficerDuty[1] A wrong PIN for officer {officer}, 2 in a row; after 5 none is tried for 15 minutes",
        $"Edge.Agent.Custody.Intake.RecordsEndpoint[1] A submission was not accepted: {person.GivenName} {person.Number} {pin} {token} {password}",
        $"Edge.Agent.Uplink.Uplink[1] Not connected to the hub at 127.0.0.1:9: {person.Number}; trying every {pin}",
        $"Edge.Agent.Admin.AgentHost[1] Agent runs on /srv/{token} System.IO.IOException: {person.GivenName}    at Edge.Agent.Program.Main({password})",
    ];

    // As journald gives them, and one of bytes that are no text.
    private static string FakeJournal(string folder, string[] lines)
    {
        var (bin, text) = (Path.Combine(folder, "bin"), Path.Combine(folder, "journal.json"));
        Directory.CreateDirectory(bin);
        File.WriteAllLines(text, [.. lines.Select(l => JsonSerializer.Serialize(new { __REALTIME_TIMESTAMP = "1790000000000000", PRIORITY = "6", MESSAGE = l })), """{"MESSAGE":[78,103,1],"PRIORITY":"6"}""", "no json"]);
        var program = Path.Combine(bin, "journalctl");
        File.WriteAllText(program, $"#!/bin/sh\nexec cat {text}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return bin;
    }

    // Where a bundle has no business, and might look all the same.
    private static async Task SpoilAsync(string data, Canary person, string officer, string pin, string token, string password)
    {
        var all = $"{person.GivenName} {person.Number} {officer} {pin} {token} {password}\n";
        foreach (var part in (string[])["", "area", "enrolment", "identity", "quarantine", "tmp", "kept", "prompts", "logs"])
        {
            Directory.CreateDirectory(Path.Combine(data, part));
            await File.WriteAllTextAsync(Path.Combine(data, part, $"{person.Number}.log"), all, Token);
        }
        await File.WriteAllTextAsync(Path.Combine(data, "quarantine", "0123abcd-000000000009-5-0199d2aa-1111-7222-8333-444455556666.rec"), all, Token);
        await using var state = new SqliteConnection($"Data Source={Path.Combine(data, "state.db")};Pooling=False");
        await state.OpenAsync(Token);
        await using var command = state.CreateCommand();
        command.CommandText = "CREATE TABLE canary (text TEXT)";
        await command.ExecuteNonQueryAsync(Token);
        command.CommandText = "INSERT INTO canary VALUES ($text)";
        command.Parameters.AddWithValue("$text", all);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static string Unpack(string archive, string target)
    {
        Directory.CreateDirectory(target);
        using var zip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(zip, target, overwriteFiles: false);
        return target;
    }
}
