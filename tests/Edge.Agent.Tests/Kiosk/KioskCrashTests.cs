using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Tests.Crash;
using Edge.Agent.Tests.Support;
using Edge.Testing.Sqlite;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>Power is cut before and after every single write of the database, with what was not fsynced kept, lost, torn or turned to zeros.</summary>
public sealed class KioskCrashTests(ITestOutputHelper output)
{
    private const int FatesDrawn = 2;

    // Enough that the write-ahead log goes over into the database on the way.
    private const int Wishes = 60;

    /// <summary>After how many file steps the queue was said to be so, and what people had been shown by then.</summary>
    private sealed record Known(int Steps, string State, List<(long Day, string Number)> Shown);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void A_cut_at_any_write_loses_no_answered_step_gives_no_number_twice_and_leaves_no_paper_without_a_row(int seed)
    {
        var options = new KioskOptions { RecallsBeforeNoShow = 1, KeepDays = 1000, Desks = 2 };
        var (log, story) = Live(seed, options);
        var (model, dice, tried, at) = (new FileModel(), new Random(seed), 0, 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var cut = 0; cut <= log.Count; cut++)
        {
            if (cut > 0) model.Apply(log[cut - 1]);
            while (at + 1 < story.Count && story[at + 1].Steps <= cut) at++;
            foreach (var (image, what) in model.States(dice, FatesDrawn))
            {
                var fingerprint = $"{at} {string.Join(' ', image.Select(f => $"{f.Key}:{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(f.Value))}"))}";
                if (!seen.Add(fingerprint)) continue;
                tried++;
                Check(image, story, at, options, $"seed {seed}, cut after {cut} of {log.Count} steps, {what}");
            }
        }
        output.WriteLine($"{story.Count} answers, {log.Count} file steps, {tried} disks");
        Assert.True(tried > 300, $"only {tried} disks were tried");
    }

    [Fact]
    public void A_database_that_cannot_commit_gives_no_ticket_says_so_and_stays_so_until_a_restart()
    {
        using var folder = new TestFolder();
        var log = new FileLog(folder.Root);
        using var watch = SqliteTap.Watch(folder.Root, log);
        var heard = 0;
        using (var kiosk = new KioskBench(folder: folder.Root))
        {
            kiosk.Do(new KioskCommand.OpenDay());
            kiosk.Press("card");
            heard = kiosk.Voice.Heard.Count;
            log.Fault = (operation, _) => operation == SqliteOperation.Sync ? NativeVfs.SyncFailed : NativeVfs.Ok;
            kiosk.Pass(2);
            kiosk.Press("card");
            log.Fault = (_, _) => NativeVfs.Ok;
            kiosk.Pass(2);
            kiosk.Press("card");
            Assert.Single(kiosk.State.Tickets);
            Assert.Equal(["hush", "vi: tone.press", "vi: out-of-order", "hush", "vi: tone.press", "vi: out-of-order"], kiosk.Voice.Heard[heard..]);
            Assert.NotNull(kiosk.Scenes.Current.StoreProblem);
            var paper = kiosk.Papers.Next()!;
            Assert.Equal("ticket-1-1", paper.Id);
            kiosk.Papers.Printed(paper);
            Assert.Null(kiosk.Papers.Next());
        }
        using var again = new KioskBench(folder: folder.Root);
        again.Press("card");
        Assert.Equal(again.State.Tickets.Count, again.State.Tickets.DistinctBy(t => t.Number).Count());
        Assert.Contains("your-number", again.Voice.Heard[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NativeVfs.WriteFailed)]
    [InlineData(NativeVfs.Full)]
    public void Whichever_operation_of_the_disk_fails_what_people_saw_is_there_after_a_restart(int code)
    {
        var refusals = 0;
        for (var at = 0; at < 40; at++)
        {
            using var folder = new ScratchFolder();
            var log = new FileLog(folder.Data.Root);
            using var watch = SqliteTap.Watch(folder.Data.Root, log);
            var shown = new List<string>();
            using (var kiosk = new KioskBench(folder: folder.Data.Root))
            {
                kiosk.Do(new KioskCommand.OpenDay());
                var left = at;
                log.Fault = (operation, _) => operation is SqliteOperation.Write or SqliteOperation.Sync or SqliteOperation.Truncate && left-- == 0 ? code : NativeVfs.Ok;
                for (var i = 0; i < 6; i++)
                {
                    if (kiosk.Do(new KioskCommand.Give("card", false, null)) is Step { Ticket: { } given }) shown.Add(given.Number);
                    else refusals++;
                }
                Assert.Equal(shown, kiosk.State.Tickets.Select(t => t.Number));
                log.Fault = (_, _) => NativeVfs.Ok;
            }
            using var again = new KioskBench(folder: folder.Data.Root);
            var there = again.State.Tickets.Select(t => t.Number).ToList();
            Assert.Empty(shown.Except(there));
            Assert.DoesNotContain(again.Give().Number, there);
        }
        Assert.True(refusals > 10, $"only {refusals} tickets were refused");
    }

    [Fact]
    public void On_a_full_disk_no_ticket_is_given_and_once_there_is_room_the_next_one_is()
    {
        using var folder = new TestFolder();
        var log = new FileLog(folder.Root);
        using var watch = SqliteTap.Watch(folder.Root, log);
        using var kiosk = new KioskBench(folder: folder.Root);
        kiosk.Do(new KioskCommand.OpenDay());
        log.Fault = (operation, _) => operation == SqliteOperation.Write ? NativeVfs.Full : NativeVfs.Ok;
        kiosk.Press("card");
        Assert.Equal("vi: out-of-order", kiosk.Voice.Heard[^1]);
        log.Fault = (_, _) => NativeVfs.Ok;
        kiosk.Pass(2);
        kiosk.Press("card");
        Assert.Equal("A001", Assert.Single(kiosk.State.Tickets).Number);
    }

    private static (IReadOnlyList<FileStep> Log, List<Known> Story) Live(int seed, KioskOptions options)
    {
        using var folder = new ScratchFolder();
        var log = new FileLog(folder.Data.Root);
        using var watch = SqliteTap.Watch(folder.Data.Root, log);
        using var kiosk = new KioskBench(options, folder.Data.Root);
        var (life, dice) = (new KioskLife(seed), new Random(seed));
        var shown = new List<(long, string)>();
        var story = new List<Known> { new(0, QueueStates.Text(QueueState.Empty), []) };
        for (var i = 0; i < Wishes; i++)
        {
            var verdict = kiosk.Do(life.Next(kiosk.State));
            if (verdict is Step { Kind: StepKind.Given, Ticket: { } given }) shown.Add((given.Day, given.Number));
            if (dice.Next(2) == 0 && kiosk.Papers.Next() is { } paper) kiosk.Papers.Printed(paper);
            // The next morning, or the same day once more.
            kiosk.Pass(verdict is Step { Kind: StepKind.DayClosed } && dice.Next(2) == 0 ? TimeSpan.FromDays(1).TotalSeconds : 20);
            story.Add(new Known(log.Count, QueueStates.Text(kiosk.State), [.. shown]));
        }
        return (log.Steps, story);
    }

    private static void Check(Dictionary<string, byte[]> image, List<Known> story, int at, KioskOptions options, string what)
    {
        using var folder = new ScratchFolder();
        foreach (var (name, bytes) in image)
        {
            using var file = File.Create(Path.Combine(folder.Data.Root, name));
            file.Write(bytes);
        }
        using var kiosk = new KioskBench(options, folder.Data.Root);
        var found = QueueStates.Text(kiosk.State);
        // All that was answered is there; of the step in flight all or nothing.
        var next = story.Skip(at + 1).FirstOrDefault(k => k.State != story[at].State)?.State;
        Assert.True(found == story[at].State || found == next, $"{what}: the queue is neither what it was nor what it was about to be:\n{found}\n{story[at].State}");
        foreach (var (day, number) in story[at].Shown.Where(s => s.Day == kiosk.State.Day?.Id))
        {
            Assert.True(kiosk.State.Find(number) is not null, $"{what}: ticket {number} of day {day} was shown and is not there");
        }
        var before = kiosk.State.Tickets;
        if (!kiosk.State.IsOpen) return;
        var fresh = kiosk.Give();
        Assert.DoesNotContain(before, t => t.Number == fresh.Number);
        Assert.DoesNotContain((fresh.Day, fresh.Number), story[at].Shown);
    }
}
