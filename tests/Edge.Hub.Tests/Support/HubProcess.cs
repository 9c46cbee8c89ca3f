using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Edge.Hosting.Linux;
using Edge.Hub.Admin;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Support;

/// <summary>edge-hub as an operator starts it: a process of its own that can be killed.</summary>
internal sealed class HubProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private HubProcess(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(HubHost).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["EDGE_Archive__AllowVolatile"] = "true"; // wherever the machine's temporary files are
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, e) => Append(e.Data);
        _process.OutputDataReceived += (_, e) => Append(e.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public string Said
    {
        get { lock (_said) return _said.ToString(); }
    }

    public static HubProcess Run(string data, int http, int mqtt, params (string Name, string Value)[] environment) => new(
        ["run", "--data", data, "--http", Loopback(http), "--https", Loopback(0), "--mqtt", Loopback(mqtt)], environment);

    public async Task WaitReadyAsync(int http)
    {
        using var client = new HttpClient();
        await Until.TrueAsync(async () =>
        {
            Assert.False(_process.HasExited, Said);
            try
            {
                using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{http}/health/live"), TestContext.Current.CancellationToken);
                return response.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, $"the hub answers; it said: {Said}");
    }

    public void Signal(int signal) => Assert.Equal(0, LibC.Kill(_process.Id, signal));

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private void Append(string? line)
    {
        lock (_said) _said.AppendLine(line);
    }

    public void Dispose()
    {
        // Asked first: killed, it would leave its broker behind.
        if (!_process.HasExited) _ = LibC.Kill(_process.Id, LibC.SignalTerminate);
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20))) _process.Kill();
        _process.Dispose();
    }
}
