using System.Runtime.InteropServices;

namespace Edge.Demo.Processes;

/// <summary>What has to be ended when this program ends in whatever way it can still notice, so that no process stays behind.</summary>
internal static class Leftovers
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<long, Action> Waiting = [];
    private static readonly PosixSignalRegistration[] Signals;
    private static long _next;

    static Leftovers()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
        AppDomain.CurrentDomain.UnhandledException += (_, _) => End();
        // Their default ends the program without ProcessExit; it still does, after this.
        Signals = [PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => End()), PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => End())];
    }

    /// <summary>Remembers how to end something; disposing the answer forgets it again.</summary>
    public static IDisposable Add(Action kill)
    {
        lock (Gate)
        {
            Waiting.Add(++_next, kill);
            return new Entry(_next);
        }
    }

    private static void End()
    {
        Action[] kills;
        lock (Gate)
        {
            kills = [.. Waiting.OrderBy(w => w.Key).Select(w => w.Value)];
            Waiting.Clear();
        }
        foreach (var kill in kills)
        {
            try
            {
                kill();
            }
            catch (Exception e) when (e is InvalidOperationException or SystemException)
            {
                // It has ended by itself, or cannot be ended; the others still can.
            }
        }
    }

    private sealed class Entry(long id) : IDisposable
    {
        public void Dispose()
        {
            lock (Gate) Waiting.Remove(id);
        }
    }
}
