using System.Diagnostics;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>Stands before the C library and notes each address of the network that a program binds.</summary>
internal sealed class BindShim(RunFolder folder) : IDisposable
{
    public const string Variable = "EDGEDEV_BOUND";

    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdlib.h>
        #include <sys/socket.h>
        #include <unistd.h>
        int bind(int fd, const struct sockaddr *address, socklen_t length)
        {
            int (*real)(int, const struct sockaddr *, socklen_t) = (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "bind");
            if (address->sa_family == AF_INET || address->sa_family == AF_INET6) {
                int report = open(getenv("EDGEDEV_BOUND"), O_CREAT | O_WRONLY | O_APPEND, 0600);
                if (report < 0 || write(report, "bound\n", 6) < 0) abort();
                close(report);
            }
            return real(fd, address, length);
        }
        """;

    public string Library => Path.Combine(folder.Path, "bind.so");

    public string Report => Path.Combine(folder.Path, "bound");

    public string Bound => File.Exists(Report) ? File.ReadAllText(Report) : "";

    public static async Task<BindShim> BuildAsync(CancellationToken cancellationToken)
    {
        var shim = new BindShim(RunFolder.Create("edge-st-"));
        var source = shim.Library + ".c";
        await File.WriteAllTextAsync(source, Source, cancellationToken);
        using var gcc = Process.Start("gcc", ["-shared", "-fPIC", "-O2", "-o", shim.Library, source, "-ldl"]);
        await gcc.WaitForExitAsync(cancellationToken);
        if (gcc.ExitCode != 0) throw new HarnessException($"gcc ended with {gcc.ExitCode}");
        return shim;
    }

    public void Dispose() => folder.Dispose();
}
