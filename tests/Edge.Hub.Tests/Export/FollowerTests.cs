using System.Security.Cryptography;
using Edge.Hub.Archive;
using Edge.Hub.Export;
using Edge.Hub.Export.Following;
using Edge.Testing.Time;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Export;

/// <summary>Every stored record reaches the target, in order, and only what is there becomes safe, however often the follower dies.</summary>
public sealed class FollowerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_come_once_each_as_they_are_stored_and_are_told_as_safe()
    {
        await using var bench = await FollowBench.OpenAsync();
        var target = new ScriptedTarget();
        var first = await bench.StoreAsync();
        var (follower, state) = bench.Start(target);
        Assert.Equal(new FollowCount(1, 0, 0), await follower.DeliverAsync(Token));
        Assert.Equal(new FollowCount(), await follower.DeliverAsync(Token));
        var second = await bench.StoreAsync();
        Assert.Equal(new FollowCount(1, 0, 0), await follower.DeliverAsync(Token));
        Assert.Empty(bench.Told);
        await follower.TellAsync(Token);
        await follower.TellAsync(Token);
        Assert.Equal([first.ManifestDigest, second.ManifestDigest], Assert.Single(bench.Told));
        Assert.Equal([EndpointTarget.KeyOf(first), EndpointTarget.KeyOf(second)], target.Got);
        Assert.Equal((2, 2), (state.Cursor.Delivered, state.Cursor.Told));
    }

    [Fact]
    public async Task A_follower_killed_between_the_targets_answer_and_its_note_repeats_that_record_alone()
    {
        await using var bench = await FollowBench.OpenAsync();
        for (var i = 0; i < 3; i++) await bench.StoreAsync();
        var target = new ScriptedTarget();
        var (follower, state) = bench.Start(target);
        target.Does = row =>
        {
            // The target has it, and the follower is gone: nothing after this is written.
            if (row.StoredNumber == 2) throw new KilledException();
            return Delivery.Taken;
        };
        await Assert.ThrowsAsync<KilledException>(() => follower.DeliverAsync(Token));
        Assert.Equal(1, state.Cursor.Delivered);
        target.Does = _ => Delivery.Taken;
        (follower, _) = bench.Start(target);
        await follower.DeliverAsync(Token);
        Assert.Equal([1, 2, 2, 3], target.Got.Select(k => bench.Board.Made.FindIndex(m => k.StartsWith($"{m.Manifest.RecordId}", StringComparison.Ordinal)) + 1));
        Assert.Equal(3, target.Got.Distinct().Count());
        await follower.TellAsync(Token);
        Assert.Equal(3, Assert.Single(bench.Told).Count);
    }

    [Fact]
    public async Task One_killed_before_the_hub_was_told_tells_it_at_the_next_start()
    {
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync();
        var (follower, _) = bench.Start(new ScriptedTarget());
        await follower.DeliverAsync(Token);
        (follower, _) = bench.Start(new ScriptedTarget());
        await follower.DeliverAsync(Token);
        await follower.TellAsync(Token);
        Assert.Single(Assert.Single(bench.Told));
    }

    [Fact]
    public async Task A_record_the_target_will_not_have_is_set_aside_and_never_told_as_safe()
    {
        await using var bench = await FollowBench.OpenAsync();
        for (var i = 0; i < 3; i++) await bench.StoreAsync();
        var target = new ScriptedTarget { Does = row => row.StoredNumber == 2 ? new Delivery("422 (unknown commune)") : Delivery.Taken };
        var (follower, state) = bench.Start(target);
        Assert.Equal(new FollowCount(2, 1, 0), await follower.DeliverAsync(Token));
        await follower.TellAsync(Token);
        Assert.Equal([bench.Board.Made[0].Manifest.Digest, bench.Board.Made[2].Manifest.Digest], Assert.Single(bench.Told));
        Assert.Equal((bench.Board.Made[1].Manifest.RecordId, "422 (unknown commune)"), (Assert.Single(state.Aside).RecordId, state.Aside[0].Reason));

        // Again at the next start: refused once more it stays, taken it is safe.
        (follower, state) = bench.Start(target);
        await follower.RetryAsync(Token);
        Assert.Single(state.Aside);
        target.Does = _ => Delivery.Taken;
        (follower, state) = bench.Start(target);
        await follower.RetryAsync(Token);
        Assert.Empty(state.Aside);
        Assert.Equal([bench.Board.Made[1].Manifest.Digest], bench.Told[^1]);
    }

    [Fact]
    public async Task A_record_whose_key_was_not_given_is_set_aside_until_it_is()
    {
        await using var bench = await FollowBench.OpenAsync();
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        await bench.StoreAsync(other);
        var (follower, state) = bench.Start(new ScriptedTarget());
        Assert.Equal(new FollowCount(0, 1, 0), await follower.DeliverAsync(Token));
        Assert.Contains("give that key too", Assert.Single(state.Aside).Reason, StringComparison.Ordinal);
        bench.Keys.Add(FollowBench.Copy(other));
        (follower, state) = bench.Start(new ScriptedTarget());
        await follower.RetryAsync(Token);
        Assert.Empty(state.Aside);
    }

    [Fact]
    public async Task Not_now_moves_nothing_and_too_many_new_ones_of_many_boards_end_it()
    {
        await using var bench = await FollowBench.OpenAsync();
        for (var i = 0; i <= Follower.MostSetAside; i++) await bench.StoreAsync(node: $"kiosk-{i % 25}");
        var target = new ScriptedTarget { Does = _ => throw new NotNowException("down") };
        var (follower, state) = bench.Start(target);
        await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        Assert.Equal((0, 0), (state.Cursor.Delivered, state.Aside.Count));
        target.Does = _ => new Delivery("400");
        await Assert.ThrowsAsync<FollowEndedException>(() => follower.DeliverAsync(Token));
        Assert.Equal((Follower.MostSetAside, Follower.MostSetAside), (state.Cursor.Delivered, state.Aside.Count));

        // What is set aside already ends nothing: neither tried again nor beside what is new.
        (follower, state) = bench.Start(target);
        Assert.Equal(1, (await follower.DeliverAsync(Token)).SetAside);
        Assert.True(await follower.RetryAsync(Token));
        target.Does = _ => Delivery.Taken;
        await bench.StoreAsync();
        Assert.Equal(1, (await follower.DeliverAsync(Token)).Taken);
    }

    [Fact]
    public async Task One_board_alone_ends_nothing_and_what_is_more_than_listed_of_it_is_one_line_and_never_safe()
    {
        await using var bench = await FollowBench.OpenAsync();
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        for (var i = 0; i < FollowState.MostOfBoard + 20; i++) await bench.StoreAsync(other, "stolen");
        var good = await bench.StoreAsync();
        var target = new ScriptedTarget();
        var (follower, state) = bench.Start(target);
        Assert.Equal(new FollowCount(1, FollowState.MostOfBoard + 20, 0), await follower.DeliverAsync(Token));
        await follower.TellAsync(Token);
        Assert.Equal([good.ManifestDigest], Assert.Single(bench.Told));
        Assert.Equal(FollowState.MostOfBoard, state.Aside.Count);
        var line = Assert.Single(state.Boards);
        Assert.Equal(("stolen", 51L, 70L, 20L), (line.Node, line.First, line.Last, line.Count));

        // Still without the key: it stays as it is. With it: all of it is delivered, and safe.
        (follower, state) = bench.Start(target);
        Assert.True(await follower.RetryAsync(Token));
        Assert.Equal((FollowState.MostOfBoard, 20L), (state.Aside.Count, Assert.Single(state.Boards).Count));
        bench.Keys.Add(FollowBench.Copy(other));
        (follower, state) = bench.Start(target);
        Assert.True(await follower.RetryAsync(Token));
        Assert.Equal((0, 0), (state.Aside.Count, state.Boards.Count));
        Assert.Equal(71, bench.Told.SelectMany(t => t).Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(71, target.Got.Distinct().Count());
    }

    [Fact]
    public async Task A_record_stored_anew_while_a_page_runs_moves_nothing_past_the_others()
    {
        await using var bench = await FollowBench.OpenAsync();
        for (var i = 0; i < 250; i++) await bench.StoreAsync();
        var target = new ScriptedTarget();
        var (follower, state) = bench.Start(target);
        target.Does = _ =>
        {
            // Number 2 was taken back, and its board has sent it again.
            using var db = bench.Db();
            db.Set<ArchivedRecord>().Where(r => r.StoredNumber == 2).ExecuteUpdate(r => r.SetProperty(x => x.StoredNumber, 251));
            target.Does = _ => target.Got.Count == 50 ? throw new KilledException() : Delivery.Taken;
            return Delivery.Taken;
        };
        await Assert.ThrowsAsync<KilledException>(() => follower.DeliverAsync(Token));
        await follower.TellAsync(Token);
        Assert.Equal(49, bench.Told[0].Count);
        target.Does = _ => Delivery.Taken;
        (follower, state) = bench.Start(target);
        await follower.DeliverAsync(Token);
        await follower.TellAsync(Token);
        Assert.Equal((250, 250, 251), (target.Got.Distinct().Count(), bench.Told.Sum(t => t.Count), state.Cursor.Delivered));
    }

    [Fact]
    public async Task A_restore_while_it_delivers_makes_nothing_safe_that_the_target_has_not()
    {
        await using var bench = await FollowBench.OpenAsync();
        for (var i = 0; i < 150; i++) await bench.StoreAsync();
        var target = new ScriptedTarget();
        var (follower, state) = bench.Start(target);
        target.Does = row =>
        {
            if (row.StoredNumber == 120) throw new NotNowException("down");
            if (row.StoredNumber != 50) return Delivery.Taken;
            using var db = bench.Db();
            db.Set<HubSetting>().Where(s => s.Key == HubSetting.ArchiveEpoch).ExecuteUpdate(s => s.SetProperty(x => x.Value, "777"));
            return Delivery.Taken;
        };
        // It begins anew at the next page, from the first.
        await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        Assert.Equal((777UL, 119), (state.Cursor.Epoch, state.Cursor.Delivered));
        await using (var db = bench.Db()) await db.Set<HubSetting>().Where(s => s.Key == HubSetting.ArchiveEpoch).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, "778"), Token);
        await follower.TellAsync(Token);
        Assert.Empty(bench.Told);
    }

    [Fact]
    public async Task A_record_the_target_never_answers_for_is_set_aside_once_others_are_taken()
    {
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync(node: "poison");
        await bench.StoreAsync(node: "poison");
        await bench.StoreAsync();
        var target = new ScriptedTarget { Does = _ => throw new NotNowException("500") };
        var (follower, state) = bench.Start(target);
        // Down for a day: nothing is set aside.
        for (var i = 0; i < 24; i++)
        {
            await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
            bench.Time.Pass(TimeSpan.FromHours(1));
        }
        Assert.Empty(state.Aside);
        // Up again, but for those of one board.
        target.Does = row => row.Node == "poison" ? throw new NotNowException("500") : Delivery.Taken;
        for (var i = 0; i < 7; i++) await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        Assert.Equal(new FollowCount(1, 1, 0), await follower.DeliverAsync(Token));
        Assert.Equal(2, state.Aside.Count);
        Assert.Contains("others are: 500", state.Aside[0].Reason, StringComparison.Ordinal);
        await follower.TellAsync(Token);
        Assert.Single(Assert.Single(bench.Told));
    }

    [Fact]
    public async Task A_record_that_is_not_taken_yet_waits_for_two_hours_before_another_is_tried()
    {
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync(node: "slow");
        await bench.StoreAsync();
        var target = new ScriptedTarget { Does = row => row.Node == "slow" ? throw new NotNowException("500") : Delivery.Taken };
        var (follower, state) = bench.Start(target);
        for (var i = 0; i < 20; i++) await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        Assert.Equal(20, target.Got.Count);
        bench.Time.Pass(TimeSpan.FromHours(2));
        Assert.Equal(new FollowCount(1, 1, 0), await follower.DeliverAsync(Token));
        Assert.Single(state.Aside);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_set_aside_and_not_taken_now_keeps_neither_new_records_nor_others_set_aside()
    {
        await using var bench = await FollowBench.OpenAsync();
        for (var i = 0; i < 2; i++) await bench.StoreAsync();
        var target = new ScriptedTarget { Does = _ => new Delivery("422") };
        var (follower, state) = bench.Start(target);
        await follower.DeliverAsync(Token);
        await bench.StoreAsync();
        target.Does = row => row.StoredNumber == 1 ? throw new NotNowException("500") : Delivery.Taken;
        (follower, state) = bench.Start(target);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var loop = new FollowLoop(follower, TimeSpan.FromMinutes(10), bench.Time).RunAsync(stop.Token);
        await Until.TrueAsync(() => Task.FromResult(state.Cursor.Delivered == 3), "the new record is taken");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);

        // The one that is not taken comes last.
        (follower, state) = bench.Start(target);
        Assert.False(await follower.RetryAsync(Token));
        Assert.False(await follower.RetryAsync(Token));
        Assert.Equal(bench.Board.Made[0].Manifest.RecordId, Assert.Single(state.Aside).RecordId);
        target.Does = _ => Delivery.Taken;
        Assert.True(await follower.RetryAsync(Token));
        Assert.Empty(state.Aside);
    }

    [Fact]
    public async Task One_set_aside_whose_bytes_were_deleted_since_stays_and_is_said()
    {
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync();
        var target = new ScriptedTarget { Does = _ => new Delivery("422") };
        var (follower, state) = bench.Start(target);
        await follower.DeliverAsync(Token);
        await DeleteAsync(bench);
        bench.Said.Clear();
        for (var i = 0; i < 2; i++)
        {
            (follower, state) = bench.Start(target);
            Assert.True(await follower.RetryAsync(Token));
            Assert.Contains("were deleted here on 2030-01-15", Assert.Single(state.Aside).Reason, StringComparison.Ordinal);
        }
        Assert.Single(bench.Said);
        Assert.Empty(bench.Told);
    }

    [Fact]
    public async Task A_restored_archive_is_delivered_again_from_its_beginning()
    {
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync();
        var target = new ScriptedTarget();
        var (follower, state) = bench.Start(target);
        await follower.DeliverAsync(Token);
        await using (var db = bench.Db()) await db.Set<HubSetting>().Where(s => s.Key == HubSetting.ArchiveEpoch).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, "777"), Token);
        await follower.DeliverAsync(Token);
        Assert.Equal(2, target.Got.Count);
        Assert.Single(target.Got.Distinct());
        Assert.Equal(777UL, state.Cursor.Epoch);
    }

    [Fact]
    public async Task What_retention_has_deleted_is_passed_over_and_said()
    {
        await using var bench = await FollowBench.OpenAsync();
        await bench.StoreAsync();
        await DeleteAsync(bench);
        var target = new ScriptedTarget();
        var (follower, _) = bench.Start(target);
        Assert.Equal(new FollowCount(0, 0, 1), await follower.DeliverAsync(Token));
        Assert.Contains("passed over: 1 record", Assert.Single(bench.Said), StringComparison.Ordinal);
        await follower.TellAsync(Token);
        Assert.Empty(target.Got);
        Assert.Empty(bench.Told);
        await using var read = bench.Db();
        Assert.Equal(new ExportCount { Deleted = 1 }, await new ExportTool(read, bench.Keys, bench.Folder("out"), bench.Said.Add).RunAsync(Token));
        Assert.Empty(ExportList.Read(ExportList.PathIn(bench.Folder("out"))));
    }

    [Fact]
    public async Task Into_a_folder_as_an_export_writes_it_and_without_a_word_nothing_is_safe()
    {
        await using var bench = await FollowBench.OpenAsync();
        var row = await bench.StoreAsync();
        var (follower, _) = bench.Start(Folder(bench.Folder("out")), tells: false);
        Assert.Equal(1, (await follower.DeliverAsync(Token)).Taken);
        await follower.TellAsync(Token);
        Assert.Empty(bench.Told);
        Assert.Equal(["face.jpg", "record.json"], Directory.GetFiles(bench.Folder($"out/kiosk-1/{row.Sequence:D12}-{row.RecordId}")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_goes_away_is_not_now_and_nothing_is_made_in_its_place()
    {
        await using var bench = await FollowBench.OpenAsync();
        var (first, path) = (await bench.StoreAsync(), bench.Folder("out"));
        Directory.CreateDirectory(path);
        var (follower, state) = bench.Start(Folder(path));
        await follower.DeliverAsync(Token);
        Directory.Move(path, bench.Folder("away"));
        await bench.StoreAsync();
        await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        Assert.False(Directory.Exists(path));

        // As after an unmount: a folder of that name on another disk.
        using var elsewhere = new Crash.ScratchFolder();
        Directory.CreateSymbolicLink(path, elsewhere.Path);
        await Assert.ThrowsAsync<NotNowException>(() => follower.DeliverAsync(Token));
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere.Path));
        Assert.Equal((1, 0), (state.Cursor.Delivered, state.Aside.Count));
        File.Delete(path);
        Directory.Move(bench.Folder("away"), path);
        Assert.Equal(1, (await follower.DeliverAsync(Token)).Taken);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(path, first.Node)).Length);
    }

    [Fact]
    public void State_belongs_to_one_target_and_one_process()
    {
        using var folder = new Edge.Testing.TempFolder();
        using (var state = FollowState.Open(folder.File("s"), "one"))
        {
            state.Write(state.Cursor with { Delivered = 5 });
            Assert.Throws<HubException>(() => FollowState.Open(folder.File("s"), "one"));
        }
        Assert.Contains("not to another", Assert.Throws<HubException>(() => FollowState.Open(folder.File("s"), "another")).Message, StringComparison.Ordinal);
        File.WriteAllText(folder.File("s/cursor.json"), "{");
        Assert.Contains("damaged", Assert.Throws<HubException>(() => FollowState.Open(folder.File("s"), "one")).Message, StringComparison.Ordinal);
    }

    private static FolderTarget Folder(string path)
    {
        Directory.CreateDirectory(path);
        return new FolderTarget(new ExportFolder(path), new ExportPlace(path));
    }

    private static async Task DeleteAsync(FollowBench bench)
    {
        await using var db = bench.Db();
        await db.Set<ArchivedChunk>().ExecuteDeleteAsync(Token);
        await db.Set<ArchivedRecord>().ExecuteUpdateAsync(r => r.SetProperty(x => x.PayloadDeletedAt, bench.Time.Now), Token);
    }

    private sealed class KilledException : Exception;
}
