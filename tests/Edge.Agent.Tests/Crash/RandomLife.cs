using Edge.Agent.Tests.Support;
using Edge.Testing.Sqlite;

namespace Edge.Agent.Tests.Crash;

/// <summary>Lives by dice: each ends in a cut, and the next begins on one of the disks that the cut may have left.</summary>
internal static class RandomLife
{
    private const int Deeds = 7;
    private static readonly string[] Failing = ["create", "write", "fsync", "rename", "fsync-folder", "delete"];

    private static readonly (SqliteOperation Operation, int Code)[] LedgerFailing =
    [
        (SqliteOperation.Write, NativeVfs.WriteFailed), (SqliteOperation.Write, NativeVfs.Full), (SqliteOperation.Sync, NativeVfs.SyncFailed),
        (SqliteOperation.Read, NativeVfs.ReadFailed), (SqliteOperation.Open, NativeVfs.CannotOpen),
        (SqliteOperation.Truncate, NativeVfs.TruncateFailed), (SqliteOperation.Delete, NativeVfs.DeleteFailed),
    ];

    public static void Live(int seed, int cuts, CrashSimulator simulator)
    {
        var dice = new Random(seed);
        DiskImage? disk = null;
        List<RecordStory> past = [];
        for (var cut = 0; cut <= cuts; cut++)
        {
            using var board = new Board(disk, past);
            Live(board, dice);
            simulator.Check(board);
            if (simulator.Figures.Violations.Count > 0) return;
            var steps = dice.Next(board.Log.Count + 1);
            past = [.. CrashSimulator.StoriesAfter(board, steps)];
            var left = CrashSimulator.StatesAfter(board, steps, ruinLedger: false).ToList();
            disk = left[dice.Next(left.Count)].Image;
        }
    }

    /// <summary>A life in which something fails at nearly every deed; cut only at its end.</summary>
    public static (int Faults, int OfLedger) LiveOnABrokenDisk(int seed, CrashSimulator simulator)
    {
        var dice = new Random(seed);
        using var board = new Board();
        Live(board, dice, deeds: 40, calm: 1);
        simulator.Check(board, first: board.Log.Count);
        return (board.Disk.Faults, board.Disk.LedgerFaults);
    }

    private static void Live(Board board, Random dice, int deeds = Deeds, int calm = 4)
    {
        board.Start();
        for (var deed = 0; deed < deeds; deed++)
        {
            if (dice.Next(4) == 0) board.Disk.KillBefore = board.Disk.Operations.Count + dice.Next(6);
            if (dice.Next(calm) == 0) Fail(board, dice);
            Do(board, dice);
            board.Disk.Fault = (_, _) => null;
            board.Disk.LedgerFault = (_, _) => NativeVfs.Ok;
            board.Disk.KillBefore = null;
        }
    }

    private static void Do(Board board, Random dice)
    {
        var open = board.Stories.Where(s => s is { Accepted: not null, Released: null, Rotted: null }).Select(s => s.Id).ToList();
        var kept = board.Stories.Where(s => s is { Released: not null, Safe: null, Rotted: null }).Select(s => s.Id).ToList();
        switch (dice.Next(10))
        {
            case 0 or 1 or 2: board.Accept(Id(dice), dice.Next(10)); break;
            case 3 or 4 when open.Count > 0: board.Release(open[dice.Next(open.Count)]); break;
            case 5 when board.Stories.Any(s => s.Rotted is null): board.Accept(Any(board, dice)); break;
            case 6 when dice.Next(2) == 0: Again(board); break;
            case 7 when open.Count > 0 && dice.Next(3) == 0: Rot(board, open[dice.Next(open.Count)], dice); break;
            case 8 when kept.Count > 0: board.LetGo(kept[dice.Next(kept.Count)]); break;
            case 9 when kept.Count > 0: board.SendAgain(kept[dice.Next(kept.Count)]); break;
            default: board.ReadAll(); break;
        }
    }

    private static Guid Any(Board board, Random dice)
    {
        var ids = board.Stories.Where(s => s.Rotted is null).Select(s => s.Id).ToList();
        return ids[dice.Next(ids.Count)];
    }

    private static void Again(Board board)
    {
        board.Stop();
        board.Start();
    }

    private static void Rot(Board board, Guid id, Random dice)
    {
        if (board.Stories.Single(s => s.Id == id).ReleaseBegun is null) board.Rot(id, manifest: dice.Next(2) == 0);
    }

    // The disk is full or broken for one kind of operation, once or more often.
    private static void Fail(Board board, Random dice)
    {
        if (dice.Next(3) == 0)
        {
            FailLedger(board, dice);
            return;
        }
        var failing = Failing[dice.Next(Failing.Length)];
        var errno = dice.Next(3) == 0 ? FaultyDisk.InputOutput : FaultyDisk.NoSpace;
        var times = dice.Next(1, 3);
        board.Disk.Fault = (operation, _) => operation == failing && times-- > 0 ? errno : null;
    }

    // The same inside SQLite: any of its reads, writes, truncations, fsyncs and files to open.
    private static void FailLedger(Board board, Random dice)
    {
        var (failing, code) = LedgerFailing[dice.Next(LedgerFailing.Length)];
        var (after, times) = (dice.Next(4), dice.Next(1, 3));
        board.Disk.LedgerFault = (operation, _) => operation == failing && --after < 0 && times-- > 0 ? code : NativeVfs.Ok;
    }

    private static Guid Id(Random dice)
    {
        var bytes = new byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes);
    }
}
