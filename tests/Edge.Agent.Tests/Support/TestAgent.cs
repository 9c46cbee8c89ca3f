using System.Net.Sockets;
using System.Security.Cryptography;
using Edge.Agent.Cli;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Support;

/// <summary>The whole agent in this process, provisioned offline, driven by its own command line and socket.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly LinuxDisk _disk = new();
    private Task<int>? _run;

    public DataFolder Data => _folder.Data;

    public LogList Log { get; } = new();

    public StringWriter RunTalk { get; } = new();

    /// <summary>A configuration for tests that look at, or spoil, the file of one record.</summary>
    public const string OverFiles = """{"Spool":{"Store":"files","AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0}}""";

    /// <summary>The JSON of the configuration file.</summary>
    public string Configuration { get; set; } = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0}}""";

    /// <summary>The terminal's.</summary>
    public string Language { get; set; } = TerminalLanguage.English;

    /// <summary>Of the agent that runs.</summary>
    public IServiceProvider? Services { get; private set; }

    public Action<IServiceCollection> Also { get; set; } = _ => { };

    public static async Task<TestAgent> ProvisionedAsync()
    {
        var agent = new TestAgent();
        var provisioner = new Provisioner(agent.Data, agent._disk);
        var pem = provisioner.CreateRequest(TestProvisioning.File(), false);
        var der = Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
        using var certificate = TestCertificates.Board(der);
        await provisioner.ProvisionAsync(TestProvisioning.File(certificate: certificate.RawData), false, TestContext.Current.CancellationToken);
        return agent;
    }

    public async Task StartAsync()
    {
        var started = new TaskCompletionSource();
        _run = InvokeAsync(RunTalk, RunTalk, Stream.Null, services =>
        {
            services.AddSingleton<ILoggerProvider>(Log);
            services.AddSingleton<Microsoft.Extensions.Hosting.IHostedService>(s =>
            {
                Services = s;
                s.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
                return new Nothing();
            });
            Also(services);
        }, _stop.Token, "run");
        await await Task.WhenAny(started.Task, _run).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(_run.IsCompleted, RunTalk.ToString());
    }

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return _run is null ? -1 : await _run.WaitAsync(Patience, CancellationToken.None);
    }

    public Task<int> ExitAsync() => _run!.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Runs a command beside the agent: exit code, answer, talk.</summary>
    public async Task<(int Code, string Answer, string Talk)> CommandAsync(Stream? input, params string[] arguments)
    {
        var (output, talk) = (new StringWriter(), new StringWriter());
        var code = await InvokeAsync(output, talk, input ?? Stream.Null, _ => { }, TestContext.Current.CancellationToken, arguments);
        return (code, output.ToString(), talk.ToString());
    }

    public HttpClient Http() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Data.Socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = new Uri("http://agent"), Timeout = Patience };

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    private Task<int> InvokeAsync(TextWriter output, TextWriter talk, Stream input, Action<IServiceCollection> also, CancellationToken cancellationToken, params string[] arguments)
    {
        var file = Path.Combine(Data.Root, "agent.json");
        File.WriteAllText(file, Configuration);
        var commands = new AgentCommands(services =>
        {
            Program.Compose(services);
            also(services);
        }, output, talk, () => input) { Language = Language };
        return commands.InvokeAsync([.. arguments, "--data", Data.Root, "--config", file], cancellationToken);
    }

    private sealed class Nothing : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
