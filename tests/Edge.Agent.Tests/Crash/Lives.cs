using Edge.Agent.Tests.Support;
using Edge.Contracts.Signing;

namespace Edge.Agent.Tests.Crash;

/// <summary>What happens to boards.</summary>
internal static class Lives
{
    public static void Ordinary(Board board)
    {
        var ids = Ids(5);
        board.Start();
        board.Accept(ids[0], priority: 9);
        board.Accept(ids[1], priority: 0);
        board.Accept(ids[1], priority: 0);
        board.Release(ids[1]);
        board.Accept(ids[2]);
        board.Stop();
        board.Start();
        board.Accept(ids[0]);
        board.Accept(ids[3]);
        board.Release(ids[0]);
        board.Release(ids[3]);
        board.Kill();
        board.Start();
        board.Accept(ids[4]);
    }

    /// <summary>Copies become safe, and the hub loses what it had.</summary>
    public static void Safe(Board board)
    {
        var ids = Ids(5);
        board.Start();
        foreach (var id in ids.Take(4)) board.Accept(id);
        foreach (var id in ids.Take(4)) board.Release(id);
        board.LetGo(ids[0]);
        board.SendAgain(ids[1]);
        board.Kill();
        board.Start();
        board.LetGo(ids[1]);
        board.Disk.Fault = (operation, _) => operation == "delete" ? FaultyDisk.NoSpace : null;
        board.LetGo(ids[2]);
        board.Disk.Fault = (_, _) => null;
        board.Stop();
        board.Start();
        board.LetGo(ids[2]);
        board.SendAgain(ids[3]);
        board.Accept(ids[4]);
        board.Accept(ids[0]);
    }

    /// <summary>Long enough that a kill at any of its operations meets an accept, a release and a second start.</summary>
    public static void Short(Board board)
    {
        var ids = Ids(3);
        board.Start();
        foreach (var id in ids.Take(2))
        {
            board.Accept(id);
            // Whoever got no answer asks again.
            board.Accept(id);
        }
        board.Release(ids[0]);
        board.Accept(ids[2]);
        board.Accept(ids[2]);
    }

    public static void Damage(Board board)
    {
        var ids = Ids(4);
        board.Start();
        foreach (var id in ids.Take(3)) board.Accept(id);
        board.Rot(ids[0]);
        board.ReadAll();
        board.Rot(ids[2], manifest: true);
        board.Kill();
        board.Start();
        board.Accept(ids[3]);
        board.Release(ids[1]);
    }

    public static void FullDisk(Board board)
    {
        var ids = Ids(12);
        board.Start();
        board.Accept(ids[0]);
        var next = 1;
        foreach (var step in (string[])["create", "write", "fsync", "rename", "fsync-folder"])
        {
            board.Disk.Fault = (operation, path) => operation == step && path.StartsWith(step is "rename" or "fsync-folder" ? "spool" : "tmp", StringComparison.Ordinal) ? FaultyDisk.NoSpace : null;
            board.Accept(ids[next]);
            board.Disk.Fault = (_, _) => null;
            board.Accept(ids[next + 1]);
            next += 2;
        }
        // Only the ballast's room lets a release finish.
        board.Disk.Fault = (operation, _) => operation == "rename" && board.Disk.Log.Find("ballast") is not null ? FaultyDisk.NoSpace : null;
        board.Release(ids[0]);
        board.Disk.Fault = (_, _) => null;
        board.Stop();
        board.Start();
        board.Accept(ids[9]);
        board.Accept(ids[11]);
    }

    public static void NewKey(Board board, SigningKey key)
    {
        var ids = Ids(2);
        board.Start();
        board.Accept(ids[0]);
        board.Stop();
        board.Key = key;
        board.Start();
        board.Accept(ids[1]);
    }

    public static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => TestRecords.NewId())];
}
