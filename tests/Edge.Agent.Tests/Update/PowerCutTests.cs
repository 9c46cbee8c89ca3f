using Edge.Agent.Storage;
using Edge.Agent.Tests.Crash;
using Edge.Agent.Update.Install;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Hosting.Linux;
using System.Security.Cryptography;

namespace Edge.Agent.Tests.Update;

/// <summary>Cuts the power between any two steps of an installation, with everything a disk may then hold, and starts again as a board does: recover, then the agent.</summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    [Theory(Timeout = 600_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_old_program_runs_and_says_why_wherever_the_power_goes(bool healthy)
    {
        using var scratch = new ScratchFolder();
        var disk = new RecordingDisk(new DiskLog(DiskImage.Empty));
        disk.Look(scratch.Data.Root);
        using var bench = new UpdateBench(disk, scratch.Data.Root, disk);
        Assert.Equal(ReleaseResult.Installed, (await bench.InstallAsync("1.0", 10)).Result);
        var first = disk.Log.Count;
        if (!healthy) bench.Unit.Behaviours["1.1"] = Behaviour.Hangs;
        Assert.Equal(healthy ? ReleaseResult.Installed : ReleaseResult.TakenBack, (await bench.InstallAsync("1.1", 11)).Result);
        disk.Look(null);

        // From here on the release has proved itself; until then the old one has to come back.
        var kept = Enumerable.Range(first, disk.Log.Count - first).FirstOrDefault(i => healthy && disk.Log.Steps[i] is DiskStep.Removed { Path: "previous" }, int.MaxValue);
        var begun = Enumerable.Range(first, disk.Log.Count - first).First(i => disk.Log.Steps[i] is DiskStep.Renamed { To: "previous" });
        var (seen, wrong, states, again) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), 0, 0);
        for (var steps = first; steps <= disk.Log.Count; steps++)
        {
            foreach (var (cut, i) in new CutStates(new DiskModel(disk.Log, steps), ruinLedger: false).All().Select((c, i) => (c, i)))
            {
                if (!seen.Add($"{cut.Image.Fingerprint()} {steps > kept} {steps > begun}")) continue;
                states++;
                var story = $"after step {steps} ({disk.Log.Steps[steps - 1]}) with {cut.Story}";
                wrong.AddRange(Check(cut, steps > kept, steps > begun, killed: null).Select(w => $"{story}: {w}"));
                // The recovery is cut too, where nothing else is in doubt.
                for (var kill = 0; i == 0 && kill < 12; kill++, again++) wrong.AddRange(Check(cut, steps > kept, steps > begun, kill).Select(w => $"{story}, recovery cut before step {kill}: {w}"));
            }
        }
        output.WriteLine($"{disk.Log.Count - first} steps, {states} different states, {again} recoveries cut again");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(10)));
        Assert.True(states > disk.Log.Count - first);
    }

    private static IEnumerable<string> Check(CutState cut, bool proved, bool begun, int? killed)
    {
        using var scratch = new ScratchFolder();
        cut.Image.WriteTo(scratch.Data);
        var folder = new InstallFolder(scratch.Data.Root);
        using var bench = new UpdateBench(root: scratch.Data.Root);
        if (killed is not null) Killed(cut, scratch.Data, bench, killed.Value);
        bench.Disk = new LinuxDisk();
        bench.Switch.Recover();
        var runs = TestUnit.Launched(folder);
        if (runs != "1.0" && !(proved && runs == "1.1")) yield return $"{runs} runs";
        else if (Problem(folder, runs) is { } problem) yield return problem;
        if (File.Exists(folder.Previous)) yield return "a trial is still on";
        if (begun && bench.State.Last is not { Version: "1.1", Reason.Length: > 0 }) yield return $"nobody says why ({bench.State.Last})";
        if (bench.State.Trial is not null) yield return "a trial is still told";
    }

    private static void Killed(CutState cut, DataFolder data, UpdateBench bench, int before)
    {
        var disk = new RecordingDisk(new DiskLog(cut.Image)) { KillBefore = before };
        disk.Look(data.Root);
        bench.Disk = disk;
        try
        {
            bench.Switch.Recover();
        }
        catch (KilledException)
        {
            // As asked.
        }
        disk.Look(null);
    }

    // Every file of what runs is what was signed.
    private static string? Problem(InstallFolder folder, string version)
    {
        try
        {
            var head = ReleaseHead.Read(File.ReadAllBytes(folder.HeadOf(version)));
            var bad = head.Manifest.Files.FirstOrDefault(f => !SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Of(version), f.Path))).AsSpan().SequenceEqual(f.Digest.Span));
            return bad is null ? null : $"{bad.Path} of {version} is damaged";
        }
        catch (Exception e) when (e is IOException or MalformedException)
        {
            return $"{version} runs and is not whole: {e.Message}";
        }
    }
}
