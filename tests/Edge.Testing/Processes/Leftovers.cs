using System.Runtime.InteropServices;

namespace Edge.Testing.Processes;

/// <summary>What has to be ended when this program ends in whatever way it can still notice, so that no process stays behind.</summary>
internal static class Leftovers
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<long, (bool Last, Action End)> Waiting = [];
    private static readonly PosixSignalRegistration[] Signals;
    private static long _next;

    static Leftovers()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
        AppDomain.CurrentDomain.UnhandledException += (_, _) => End();
        // Their default ends the program without ProcessExit; it still does, after this.
        Signals = [PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => End()), PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => End())];
    }

    /// <summary>Remembers how to end something; disposing the answer forgets it again. What comes last, such as a folder, waits until all processes are ended.</summary>
    public static IDisposable Add(Action end, bool last = false)
    {
        lock (Gate)
        {
            Waiting.Add(++_next, (last, end));
            return new Entry(_next);
        }
    }

    private static void End()
    {
        Action[] endings;
        lock (Gate)
        {
            // In the order they came: a hub before its broker, which it would start again.
            endings = [.. Waiting.OrderBy(w => w.Value.Last).ThenBy(w => w.Key).Select(w => w.Value.End)];
            Waiting.Clear();
        }
        foreach (var end in endings)
        {
            try
            {
                end();
            }
            catch (SystemException)
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
