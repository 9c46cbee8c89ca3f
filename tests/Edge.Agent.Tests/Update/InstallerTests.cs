using Edge.Agent.Identity;
using Edge.Agent.Tests.Support;
using Edge.Agent.Update;
using Edge.Agent.Update.Install;
using Edge.Contracts.Releases;
using Edge.Contracts.Signing;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Update;

/// <summary>What becomes of a release file: whatever is wrong with it, the old program runs and says why.</summary>
public sealed class InstallerTests : IDisposable
{
    private readonly UpdateBench _bench = new();

    [Fact(Timeout = 120_000)]
    public async Task A_good_release_runs_the_next_one_follows_and_back_leads_to_the_one_before()
    {
        var first = await _bench.InstallAsync("1.0", 10);
        Assert.True(first.Result == ReleaseResult.Installed, first.Reason);
        Assert.Equal("1.0", _bench.Launched);
        Assert.Equal("program 1.0", await File.ReadAllTextAsync(Path.Combine(_bench.Folder.Of("1.0"), "edge-agent"), Token));
        Assert.True(File.GetUnixFileMode(Path.Combine(_bench.Folder.Of("1.0"), "edge-agent")).HasFlag(UnixFileMode.OtherExecute));
        Assert.True(File.GetUnixFileMode(_bench.Folder.Current).HasFlag(UnixFileMode.OtherRead));
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.1", 11)).Result);
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.2", 12)).Result);
        // The one before is kept, and none older.
        Assert.Equal(["1.1", "1.2"], Directory.GetDirectories(_bench.Folder.Releases).Select(Path.GetFileName).Order());
        Assert.Equal(ReleaseResult.Installed, (await _bench.Installer.BackAsync(Token)).Result);
        Assert.Equal(("1.1", "1.1"), (_bench.Launched, _bench.Unit.Runs));
        Assert.False(File.Exists(_bench.Folder.Previous));
        Assert.False(File.Exists(_bench.Folder.Incoming));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_release_that_was_left_by_hand_comes_again_by_hand_only(bool hasOneBefore)
    {
        if (hasOneBefore) await _bench.InstallAsync("1.0", 10);
        var left = await _bench.Releases.MakeAsync("1.1", 11);
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync(left)).Result);
        Assert.Equal(ReleaseResult.Installed, (await _bench.Installer.BackAsync(Token)).Result);
        Assert.Equal(hasOneBefore ? "1.0" : InstallFolder.Package, _bench.Launched);
        // As where the hub still offers it.
        var refused = await _bench.InstallAsync(left);
        Assert.Equal(ReleaseResult.Refused, refused.Result);
        Assert.Contains("release install FILE --again", refused.Reason, StringComparison.Ordinal);
        var installed = await _bench.InstallAsync(left, again: true);
        Assert.True(installed.Result == ReleaseResult.Installed, installed.Reason);
        Assert.Equal("1.1", _bench.Launched);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(nameof(Behaviour.Hangs), "did not become healthy within 00:15:00")]
    [InlineData(nameof(Behaviour.Crashes), "ended by itself 5 times")]
    [InlineData(nameof(Behaviour.GivesUp), "journalctl -u edge-agent")]
    public async Task A_release_that_never_becomes_healthy_is_taken_back_and_not_tried_again_by_itself(string behaviour, string why)
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        _bench.Unit.Behaviours["1.1"] = Enum.Parse<Behaviour>(behaviour);
        var bad = await _bench.Releases.MakeAsync("1.1", 11);
        AssertOld(await _bench.InstallAsync(bad), ReleaseResult.TakenBack, why);
        // systemd may be stopping it still.
        Assert.True(File.Exists(Path.Combine(_bench.Folder.Of("1.1"), "edge-agent")));
        var starts = _bench.Unit.Starts;
        AssertOld(await _bench.InstallAsync(bad), ReleaseResult.Refused, "was taken back on");
        Assert.False(Directory.Exists(_bench.Folder.Of("1.1")));
        Assert.Equal(starts, _bench.Unit.Starts);
        // A person may want it all the same, and a better one comes in any case.
        _bench.Unit.Behaviours.Remove("1.1");
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync(bad, again: true)).Result);
        Assert.Empty(_bench.State.Failed);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_service_that_cannot_be_asked_for_a_while_says_nothing_of_a_release()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        // The look before the restart, the restart, and some looks after it.
        var asked = 0;
        _bench.Unit.Silent = () => ++asked is 1 or 2 or 4 or 5 or 7 or 8 or 9 or 11;
        var outcome = await _bench.InstallAsync("1.1", 11);
        Assert.True(outcome.Result == ReleaseResult.Installed, outcome.Reason);
        Assert.True(asked > 11);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_release_that_could_not_be_watched_is_tried_again_and_only_so_often()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        var file = await _bench.Releases.MakeAsync("1.1", 11);
        _bench.Unit.Behaviours["1.1"] = Behaviour.Unseen;
        for (var attempt = 1; attempt < InstallState.MostAttempts; attempt++) AssertOld(await _bench.InstallAsync(file), ReleaseResult.Interrupted, "could not be watched: nobody answers");
        Assert.Empty(_bench.State.Failed);
        AssertOld(await _bench.InstallAsync(file), ReleaseResult.TakenBack, "nobody answers, 3 times");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_disk_that_fails_for_a_while_does_not_keep_the_old_program_from_coming_back()
    {
        var disk = new FaultyDisk();
        _bench.Disk = disk;
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        _bench.Unit.Behaviours["1.1"] = Behaviour.Hangs;
        // The name is given back, and the folder's sync fails after it: what is done is not done twice.
        var (renames, syncs) = (2, 0);
        disk.Fault = (operation, path) => (operation, path == _bench.Folder.Current, path == _bench.Folder.Root) switch
        {
            ("rename", true, _) when _bench.Unit.Runs == "1.1" && renames-- > 0 => FaultyDisk.InputOutput,
            ("rename", true, _) when _bench.Unit.Runs == "1.1" && (syncs = 2) > 0 => null,
            ("fsync-folder", _, true) when syncs-- > 0 => FaultyDisk.InputOutput,
            _ => null,
        };
        AssertOld(await _bench.InstallAsync("1.1", 11), ReleaseResult.TakenBack, "did not become healthy");
        Assert.True(renames < 0 && syncs < 0);
        Assert.False(File.Exists(_bench.Folder.Previous));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trial_that_was_cut_before_it_began_is_told_and_only_so_often(bool last)
    {
        var file = await _bench.Releases.MakeAsync("1.0", 10);
        var attempt = new ReleaseAttempt("1.0", "d", last ? InstallState.MostAttempts : 1, DateTimeOffset.UnixEpoch);
        DurableFile.Write(_bench.Folder.State, new InstallState { Trial = attempt }.ToBytes());
        Assert.Null(InstallState.Now(_bench.Folder).Trial);
        Assert.Equal(last ? ReleaseResult.TakenBack : ReleaseResult.Interrupted, _bench.Switch.Recover()?.Result);
        Assert.Null(_bench.State.Trial);
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync(file)).Result);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("nothing of it", "package")]
    [InlineData("no program", "package")]
    [InlineData("no manifest", "1.0")]
    [InlineData("a damaged manifest", "1.0")]
    public async Task A_damaged_release_that_is_current_bars_none_that_comes_after_it(string damage, string runs)
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        var head = _bench.Folder.HeadOf("1.0");
        if (damage == "nothing of it") Directory.Delete(_bench.Folder.Of("1.0"), recursive: true);
        else if (damage == "no program") File.Delete(Path.Combine(_bench.Folder.Of("1.0"), "edge-agent"));
        else File.Delete(head);
        if (damage == "a damaged manifest") await File.WriteAllTextAsync(head, "EDGE", Token);
        Assert.Equal(runs, _bench.Launched);
        var outcome = await _bench.InstallAsync("1.1", 11);
        Assert.True(outcome.Result == ReleaseResult.Installed, outcome.Reason);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_refused_is_refused_before_a_byte_of_it_is_copied()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        var disk = new FaultyDisk();
        _bench.Disk = disk;
        AssertOld(await _bench.InstallAsync("0.9", 9), ReleaseResult.Refused, "not newer");
        Assert.DoesNotContain(disk.Operations, o => o.StartsWith("create", StringComparison.Ordinal) && o.EndsWith("/incoming", StringComparison.Ordinal));
        // By it the agent knows that its staged file is meant.
        Assert.NotEqual("", _bench.State.Last?.Digest);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_packages_program_comes_back_where_it_ran_before()
    {
        _bench.Unit.Behaviours["1.0"] = Behaviour.Hangs;
        Assert.Equal(ReleaseResult.TakenBack, (await _bench.InstallAsync("1.0", 10)).Result);
        Assert.Equal((InstallFolder.Package, InstallFolder.Package), (_bench.Launched, _bench.Unit.Runs));
        Assert.False(File.Exists(_bench.Folder.Current));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_release_that_is_cut_off_anywhere_or_damaged_in_any_tenth_of_it_is_refused()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        var whole = await File.ReadAllBytesAsync(await _bench.Releases.MakeAsync("1.1", 11), Token);
        var starts = _bench.Unit.Starts;
        var file = Path.Combine(_bench.Data.Root, "cut");
        for (var length = 0; length < whole.Length; length += 10)
        {
            await File.WriteAllBytesAsync(file, whole[..length], Token);
            AssertOld(await _bench.InstallAsync(file), ReleaseResult.Refused, "");
        }
        for (var tenth = 0; tenth < 10; tenth++)
        {
            var damaged = whole.ToArray();
            damaged[(whole.Length - 1) * tenth / 9] ^= 0x40;
            await File.WriteAllBytesAsync(file, damaged, Token);
            AssertOld(await _bench.InstallAsync(file), ReleaseResult.Refused, "");
        }
        Assert.Equal(starts, _bench.Unit.Starts);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_broken_signature_a_strangers_and_a_retired_key_are_refused()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        AssertOld(await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.1", 11, by: SigningKey.Create())), ReleaseResult.Refused, "no release key of the trust file");
        var good = await _bench.Releases.MakeAsync("1.2", 12);
        var bytes = await File.ReadAllBytesAsync(good, Token);
        var head = ReleaseHead.Read(bytes);
        var signed = head.Signed.Clone();
        signed.Signature = Google.Protobuf.ByteString.CopyFrom([.. signed.Signature.Span[..63], (byte)(signed.Signature[63] ^ 1)]);
        await File.WriteAllBytesAsync(good, [.. ReleaseHead.Write(signed), .. bytes[head.Length..]], Token);
        AssertOld(await _bench.InstallAsync(good), ReleaseResult.Refused, "does not verify");
        // Root goes by the newest trust file it has seen, whatever the agent's folder says later.
        var other = SigningKey.Create();
        _bench.Believe(3, other.Public);
        AssertOld(await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.3", 13)), ReleaseResult.Refused, "no release key of the trust file");
        _bench.Believe(2, _bench.Key.Public);
        AssertOld(await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.4", 14)), ReleaseResult.Refused, "no release key of the trust file");
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.5", 15, by: other))).Result);
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_root_key_than_the_one_root_saw_first_is_not_believed()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        await File.WriteAllTextAsync(new IdentityFiles(_bench.Data).Provisioned, TestProvisioning.File(keys: TestKeys.Others()), Token);
        AssertOld(await _bench.InstallAsync("1.1", 11), ReleaseResult.Refused, "provisioned with root key");
    }

    public static TheoryData<string, ulong, uint, uint, uint> Unfit => new()
    {
        // why, number, then what it reads of the state database from and to, and writes
        { "not newer", 10, 1, 1, 1 },
        { "install the releases between first", 11, 2, 2, 2 },
        { "could not be taken back", 11, 1, 2, 2 },
    };

    [Theory(Timeout = 120_000), MemberData(nameof(Unfit))]
    public async Task A_release_that_could_not_read_the_board_or_not_be_taken_back_is_refused(string why, ulong number, uint from, uint to, uint writes)
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        var file = await _bench.Releases.MakeAsync("1.1", number, m =>
        {
            var state = m.Formats.Single(f => f.Name == "state");
            (state.ReadsFrom, state.ReadsTo, state.Writes) = (from, to, writes);
        });
        AssertOld(await _bench.InstallAsync(file), ReleaseResult.Refused, why);
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_processors_and_one_that_wants_newer_units_are_refused_and_one_that_only_reads_a_newer_form_is_taken()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        AssertOld(await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.1", 11, m => m.Architecture = ReleaseRules.Architectures.Single(a => a != ProgramFacts.Architecture))), ReleaseResult.Refused, "this board is");
        AssertOld(await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.2", 12, m => m.System++)), ReleaseResult.Refused, "install the package of that version first");
        AssertOld(await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.3", 13, m => m.Formats.RemoveAt(0))), ReleaseResult.Refused, "does not say whether it reads");
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.4", 14, m => m.Formats[2].ReadsTo++))).Result);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_release_that_brings_only_what_differs_is_made_whole_of_the_one_that_runs()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        var part = await _bench.Releases.MakeAsync("1.1", 11, basis: ("1.0", 10));
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync(part)).Result);
        Assert.Equal("the same in every version", await File.ReadAllTextAsync(Path.Combine(_bench.Folder.Of("1.1"), "prompts", "vi", "a.wav"), Token));
        var onOther = await _bench.Releases.MakeAsync("1.2", 12, basis: ("1.0", 10));
        Assert.Contains("bring the whole release", (await _bench.InstallAsync(onOther)).Reason, StringComparison.Ordinal);
        Assert.Equal("1.1", _bench.Launched);
        // A file of the running one that is not what it was is not built on.
        File.SetUnixFileMode(Path.Combine(_bench.Folder.Of("1.1"), "prompts", "vi", "a.wav"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(Path.Combine(_bench.Folder.Of("1.1"), "prompts", "vi", "a.wav"), "something else of that len", Token);
        Assert.Contains("is not the one the release builds on", (await _bench.InstallAsync(await _bench.Releases.MakeAsync("1.3", 13, basis: ("1.1", 11)))).Reason, StringComparison.Ordinal);
        Assert.Equal("1.1", _bench.Launched);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_disk_that_fills_up_at_any_step_leaves_the_old_program_running()
    {
        var disk = new FaultyDisk();
        _bench.Disk = disk;
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        _bench.Unit.Behaviours["1.1"] = Behaviour.Hangs;
        var file = await _bench.Releases.MakeAsync("1.1", 11);
        var refused = 0;
        for (var full = 0; ; full++)
        {
            var left = full;
            // From that step on nothing takes room any more; names can be taken away and given back.
            disk.Fault = (operation, path) => operation is "mkdir" or "create" or "write" && path.StartsWith(_bench.Folder.Root, StringComparison.Ordinal) && left-- <= 0 ? FaultyDisk.NoSpace : null;
            var outcome = await _bench.InstallAsync(file, again: true);
            var everything = left > 0;
            disk.Fault = (_, _) => null;
            Assert.Equal(("1.0", "1.0"), (_bench.Launched, _bench.Unit.Runs));
            Assert.False(File.Exists(_bench.Folder.Previous), $"full from step {full} on");
            Assert.NotEmpty(outcome.Reason);
            if (outcome.Reason.Contains("no room", StringComparison.Ordinal)) refused++;
            if (everything) break;
        }
        Assert.True(refused > 8, $"only {refused} steps met the full disk");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_stays_free_for_records_is_not_touched()
    {
        Assert.Equal(ReleaseResult.Installed, (await _bench.InstallAsync("1.0", 10)).Result);
        var disk = new FaultyDisk { Free = 100 << 20 };
        (_bench.Disk, _bench.Space, _bench.Options) = (disk, disk, new UpdateOptions { KeepFreeBytes = 100 << 20 });
        AssertOld(await _bench.InstallAsync("1.1", 11), ReleaseResult.Interrupted, "stay free for records");
        Assert.DoesNotContain(disk.Operations, o => o.StartsWith("create", StringComparison.Ordinal) && o.EndsWith("/incoming", StringComparison.Ordinal));
    }

    [Fact]
    public void No_link_and_no_pipe_of_the_agents_user_is_read_by_root()
    {
        var target = Path.Combine(_bench.Data.Root, "target");
        File.WriteAllText(target, "secret");
        var link = Path.Combine(_bench.Data.Root, "link");
        File.CreateSymbolicLink(link, target);
        Assert.Throws<DiskException>(() => ReleaseSource.Open(link));
    }

    public void Dispose() => _bench.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void AssertOld(ReleaseOutcome outcome, ReleaseResult result, string why)
    {
        Assert.Equal(result, outcome.Result);
        Assert.Contains(why, outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(("1.0", "1.0"), (_bench.Launched, _bench.Unit.Runs));
        // And says why.
        Assert.Equal(outcome.Reason, _bench.State.Last?.Reason);
        Assert.Null(_bench.State.Trial);
    }
}
