using System.Runtime.InteropServices;

namespace Edge.Testing.Processes;

/// <summary>Signals to a process by its id.</summary>
internal static partial class ProcessSignals
{
    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private const int Sigcont = 18;
    private const int Sigstop = 19;

    public static void Terminate(int pid) => _ = Kill(pid, Sigterm);

    public static void Kill9(int pid) => _ = Kill(pid, Sigkill);

    /// <summary>It does nothing more until <see cref="Continue"/>.</summary>
    public static void Stop(int pid) => _ = Kill(pid, Sigstop);

    public static void Continue(int pid) => _ = Kill(pid, Sigcont);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
