using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Crash;

/// <summary>Lives by dice: each ends in a cut, and the next begins on one of the disks that the cut may have left.</summary>
internal static class RandomLife
{
    private const int Deeds = 7;
    private static readonly string[] Failing = ["create", "write", "fsync", "rename", "fsync-folder", "delete"];

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

    private static void Live(Board board, Random dice)
    {
        board.Start();
        for (var deed = 0; deed < Deeds; deed++)
        {
            if (dice.Next(4) == 0) board.Disk.KillBefore = board.Disk.Operations + dice.Next(6);
            if (dice.Next(4) == 0) Fail(board, dice);
            Do(board, dice);
            board.Disk.Fault = (_, _) => null;
            board.Disk.KillBefore = null;
        }
    }

    private static void Do(Board board, Random dice)
    {
        var open = board.Stories.Where(s => s is { Accepted: not null, Released: null, Rotted: null }).Select(s => s.Id).ToList();
        switch (dice.Next(8))
        {
            case 0 or 1 or 2: board.Accept(Id(dice), dice.Next(10)); break;
            case 3 or 4 when open.Count > 0: board.Release(open[dice.Next(open.Count)]); break;
            case 5 when board.Stories.Any(s => s.Rotted is null): board.Accept(Any(board, dice)); break;
            case 6 when dice.Next(2) == 0: Again(board); break;
            case 7 when open.Count > 0 && dice.Next(3) == 0: Rot(board, open[dice.Next(open.Count)], dice); break;
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

    // The disk is full for one kind of operation in the folders of intake, once or for long.
    private static void Fail(Board board, Random dice)
    {
        var failing = Failing[dice.Next(Failing.Length)];
        var times = dice.Next(1, 3);
        board.Disk.Fault = (operation, path) =>
            operation == failing && (path.StartsWith("spool", StringComparison.Ordinal) || path.StartsWith("tmp", StringComparison.Ordinal)) && times-- > 0 ? FaultyDisk.NoSpace : null;
    }

    private static Guid Id(Random dice)
    {
        var bytes = new byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes);
    }
}
