using System.Diagnostics;
using System.Globalization;
using Edge.Hosting.Linux;

namespace Edge.Hub.Broker;

/// <summary>One run of mosquitto, from start to end.</summary>
internal sealed class BrokerProcess : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // In a session of its own: Ctrl-C in a terminal is for the hub, which stops the broker last.
    private const string NewSession = "/usr/bin/setsid";

    private readonly Process _process;

    private BrokerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Ending => string.Create(CultureInfo.InvariantCulture, $"exit code {_process.ExitCode}");

    /// <summary>Starts it; each line it says goes to <paramref name="line"/>.</summary>
    /// <exception cref="HubException">There is no such program, or it cannot be started or noted down.</exception>
    public static BrokerProcess Start(string executable, BrokerFiles files, Action<string> line)
    {
        var program = Require(executable);
        var process = new Process { StartInfo = HowTo(program, files) };
        process.ErrorDataReceived += (_, e) =>
        {
            if (!string.IsNullOrWhiteSpace(e.Data)) line(e.Data);
        };
        Begin(process, program);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var broker = new BrokerProcess(process);
        try
        {
            DurableFile.WriteText(files.Pid, process.Id.ToString(CultureInfo.InvariantCulture) + "\n");
            return broker;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            process.Kill();
            // It holds its port until it is gone, and is tried again by whoever asked for it.
            process.WaitForExit(Grace);
            broker.Dispose();
            throw new HubException($"{files.Pid} cannot be written: {Reason.Of(e)}; make room or mend the folder's rights", e);
        }
    }

    private static void Begin(Process process, string program)
    {
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            process.Dispose();
            throw new HubException($"{program} cannot be started: {Reason.Of(e)}; mend its rights, or what this machine is short of", e);
        }
    }

    private static ProcessStartInfo HowTo(string program, BrokerFiles files)
    {
        // All three are its own: with ours it would hold them open for whoever reads a hub that was killed.
        var start = new ProcessStartInfo(File.Exists(NewSession) ? NewSession : program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // Nothing of our environment: it would tell systemd in our name that it is ready.
        start.Environment.Clear();
        start.Environment["OPENSSL_CONF"] = files.TlsDefaults;
        if (start.FileName == NewSession) start.ArgumentList.Add(program);
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(files.Configuration);
        return start;
    }

    /// <summary>Where the program is.</summary>
    /// <exception cref="HubException">There is none.</exception>
    public static string Require(string executable) => Find(executable) ?? throw new HubException(
        $"mosquitto is not installed ('{executable}' is neither in PATH nor in /usr/sbin); install Debian's package mosquitto, or set Broker:Executable or Broker:Mode=External");

    private static string? Find(string executable)
    {
        if (executable.Contains('/', StringComparison.Ordinal)) return File.Exists(executable) ? executable : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Append("/usr/sbin");
        return folders.Select(folder => Path.Combine(folder, executable)).FirstOrDefault(File.Exists);
    }

    /// <summary>True once it handles SIGHUP: before that the signal would end it.</summary>
    public bool TakesReload
    {
        get
        {
            if (_process.HasExited) return false;
            try
            {
                var caught = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{Id}/status")).First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
                return (ulong.Parse(caught.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (LibC.SignalHangUp - 1))) != 0;
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public void Reload() => Send(LibC.SignalHangUp);

    /// <summary>Asks it to end, and ends it after five seconds.</summary>
    public async Task StopAsync(TimeProvider time)
    {
        if (_process.HasExited) return;
        Send(LibC.SignalTerminate);
        using var limit = new CancellationTokenSource(Grace, time);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Send(LibC.SignalKill);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    // HasExited reaps nothing by itself while we hold the object, so the id cannot be another's.
    private void Send(int signal)
    {
        if (!_process.HasExited) _ = LibC.Kill(_process.Id, signal);
    }

    public void Dispose()
    {
        Send(LibC.SignalKill);
        _process.Dispose();
    }
}
