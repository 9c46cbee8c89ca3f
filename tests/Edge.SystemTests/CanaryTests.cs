using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.SystemTests;

/// <summary>Promise 1, no captured plaintext at rest, looked for in every file there is.</summary>
public sealed class CanaryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Canary _canary = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_record_says_of_a_person_is_in_no_file_of_board_hub_and_broker()
    {
        var temp = Path.GetTempPath();
        var before = CanarySearch.Snapshot(temp);
        using var aside = RunFolder.Create("edge-ca-");
        using var watch = new CreatedFiles(aside.Folder("tmp"));
        var everything = new Dictionary<string, string> { ["TMPDIR"] = watch.Folder, ["EDGE_Logging__LogLevel__Default"] = "Trace" };
        await using var system = await EdgeSystem.StartAsync(h => h with { Environment = everything });
        var kiosk = await system.AddKioskAsync("kiosk-1", a => a with { Environment = new Dictionary<string, string>(everything) { ["EDGE_Spool__AllowVolatile"] = "true" } });
        await kiosk.StartAsync();

        await SubmitAsync(system, 2);
        await kiosk.RestartAfterKillAsync();
        await SubmitAsync(system, 2);
        await system.RestartHubAfterKillAsync();
        await SubmitAsync(system, 2);
        await SubmitWithCommandAsync(system, aside);
        await SubmitBadlyAsync(system);
        await system.WaitStoredAsync(7, Limit);
        AssertNowhere(system, "stored");

        kiosk.Link.Cut();
        await SubmitAsync(system, 2);
        // Killed in the middle of accepting: what it was writing is still in tmp/.
        var cut = kiosk.Agent.SubmitAsync(_canary.Record(), Token);
        await kiosk.Agent.Kill9Async();
        await system.Hub.Kill9Async();
        AssertNowhere(system, "waiting, agent and hub killed");
        await cut.ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
        await kiosk.RestartAfterKillAsync();
        await system.RestartHubAfterKillAsync();
        kiosk.Link.Restore();
        await system.WaitStoredAsync(9, Limit);

        var export = Path.Combine(aside.Path, "export");
        await system.Hub.ExportAsync(system.HubSetup.RegistryKey, export, Token);
        AssertNowhere(system, "exported");
        var found = CanarySearch.Under(export, _canary).Found;
        foreach (var form in new[] { "name", "number", "bytes" }) Assert.True(found.Count(f => f.EndsWith($" has {form}", StringComparison.Ordinal)) >= 9, $"the export does not have the {form} of every record");

        Assert.Empty(watch.Strange);
        var spilt = CanarySearch.In(CanarySearch.NewSince(temp, before).Where(f => !f.StartsWith(aside.Path, StringComparison.Ordinal)), _canary);
        Assert.Empty(spilt.Found);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_canary.Forms.Count} forms looked for; {spilt.Files} files of {temp} were new or changed"));
    }

    // Else a search that sees nothing would look like files that have nothing.
    [Fact]
    public void Every_form_is_found_where_it_is()
    {
        using var folder = RunFolder.Create("edge-ca-");
        var i = 0;
        foreach (var (_, bytes) in _canary.Forms) File.WriteAllBytes(folder.File($"{i++}"), [.. new byte[i], .. bytes, .. new byte[i]]);
        File.WriteAllText(folder.File("text"), Convert.ToBase64String(Encoding.UTF8.GetBytes($"x{_canary.GivenName}yz")));
        var found = CanarySearch.Under(folder.Path, _canary).Found;
        Assert.All(_canary.Forms, form => Assert.Contains(found, f => f.EndsWith($" has {form.Form}", StringComparison.Ordinal)));
        Assert.Contains(found, f => f.Contains("/text has name, base64 after 1", StringComparison.Ordinal));
    }

    private async Task SubmitAsync(EdgeSystem system, int count)
    {
        for (var i = 0; i < count; i++) await system.Kiosk.Agent.SubmitAsync(_canary.Record(), Token);
    }

    private async Task SubmitWithCommandAsync(EdgeSystem system, RunFolder aside)
    {
        var file = aside.File("photo.jpg");
        await File.WriteAllBytesAsync(file, _canary.Bytes, Token);
        var submitted = await ToolRun.RunAsync(EdgeTool.Agent, ["submit", "--data", system.Kiosk.Setup.Data, "--kind", "card", "--fields", "-", "--file", $"{_canary.Number}.jpg={file}"],
            _canary.Fields(), environment: system.Kiosk.Setup.Environment, cancellationToken: Token);
        Assert.Empty(_canary.In(Encoding.UTF8.GetBytes(submitted.Ensure().Output + submitted.Errors)));
    }

    // What is refused is not said again either.
    private async Task SubmitBadlyAsync(EdgeSystem system)
    {
        var good = _canary.Record();
        foreach (var bad in new[] { good with { Fields = Encoding.UTF8.GetBytes($"{{\"name\":\"{_canary.GivenName}\",{_canary.Number}") }, good with { Kind = $"card {_canary.GivenName}" } })
        {
            var refused = await Assert.ThrowsAsync<HarnessException>(() => system.Kiosk.Agent.SubmitAsync(bad, Token));
            if (bad.Kind == good.Kind) Assert.Empty(_canary.In(Encoding.UTF8.GetBytes(refused.Message)));
        }
    }

    private void AssertNowhere(EdgeSystem system, string when)
    {
        var (found, files) = CanarySearch.Under(system.Folder, _canary);
        Assert.True(found.Count == 0, $"{when}: {string.Join('\n', found)}");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{when}: {files} files read"));
        // Data folders, logs and the archive were among them.
        Assert.InRange(files, 20, int.MaxValue);
    }

    /// <summary>The temp folder of the processes, and every name that ever stood in it, however short.</summary>
    private sealed class CreatedFiles : IDisposable
    {
        private readonly ConcurrentQueue<string> _names = new();
        private readonly FileSystemWatcher _watcher;

        public CreatedFiles(string folder)
        {
            Folder = folder;
            _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName };
            _watcher.Created += (_, e) => _names.Enqueue(e.Name ?? "");
            _watcher.EnableRaisingEvents = true;
        }

        public string Folder { get; }

        /// <summary>What is neither the runtime's own nor SQLite's, whose databases hold nothing but sealed bytes.</summary>
        public IEnumerable<string> Strange
        {
            get
            {
                Assert.Contains(_names, IsRuntime); // it sees what is made
                return _names.Where(n => !IsRuntime(n) && !n.StartsWith("etilqs_", StringComparison.Ordinal));
            }
        }

        public void Dispose() => _watcher.Dispose();

        private static bool IsRuntime(string name) => name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal) || name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal)
            || name.StartsWith(".dotnet", StringComparison.Ordinal);
    }
}
