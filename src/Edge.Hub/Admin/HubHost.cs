using System.Net.Sockets;
using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;
using Edge.Hosting.Systemd;
using Edge.Hub.Accounts;
using Edge.Hub.Alerts;
using Edge.Hub.Api;
using Edge.Hub.Archive;
using Edge.Hub.Areas;
using Edge.Hub.Audit;
using Edge.Hub.Backup;
using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Edge.Hub.Courier;
using Edge.Hub.Dashboard;
using Edge.Hub.Fleet;
using Edge.Hub.Ingest;
using Edge.Hub.Keys;
using Edge.Hub.Metrics;
using Edge.Hub.Objects;
using Edge.Hub.Progress;
using Edge.Hub.Releases;
using Edge.Hub.Settings;
using Edge.Hub.Trust;
using Edge.Hub.Views;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Admin;

/// <summary>The hub, put together. Each feature says in its own registration what it brings.</summary>
internal sealed partial class HubHost : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private static readonly SettingWords Words = new()
    {
        UnknownSection = "unknown section {0}{1}; known are {2}",
        UnknownKey = "unknown key {0}{1}; {2} has {3}",
        Unreadable = "{0} is '{1}'; it must be {2} (default {3})",
        OutOfBounds = "{0} is '{1}'; it must be {2} (default {3})",
        WholeNumber = "a number",
        Range = "between {0} and {1}",
    };

    private DataFolder? _data;

    private HubHost(WebApplication app, HubPaths paths) => (App, Paths) = (app, paths);

    public WebApplication App { get; }

    public HubPaths Paths { get; }

    /// <summary>Composes the hub and checks its configuration; touches no file of the data folder yet.</summary>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static HubHost Create(HubArguments arguments, Action<IServiceCollection>? replace = null)
    {
        var paths = new HubPaths(Path.GetFullPath(arguments.Data));
        SocketPath.Check(paths.Socket);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // Apart from the builder's own, which holds the host's keys beside ours.
        var configuration = arguments.ReadSettings();
        builder.Configuration.AddConfiguration(configuration);
        ProgramLog.Configure(builder.Logging, configuration);
        AddFeatures(builder.Services, configuration, paths);
        replace?.Invoke(builder.Services);
        new ConfigurationCheck(Words).Run(configuration, builder.Services);
        HubServer.Configure(builder.WebHost);
        var app = builder.Build();
        CheckRules(app);
        HubServer.Map(app);
        return new HubHost(app, paths);
    }

    /// <summary>Takes the data folder, makes the keys where it is the first time, and starts everything.</summary>
    public async Task StartAsync(TextWriter talk, CancellationToken cancellationToken)
    {
        _data = DataFolder.Open(Paths.Data);
        VolatileFolder.Check(Paths, App.Services.GetRequiredService<IOptions<ArchiveOptions>>().Value, MountTable.Read());
        if (File.Exists(Paths.Restored)) throw new ConfigurationException($"a restore was interrupted ({Paths.Restored} has not taken its place); run 'edge-hub restore FILE' again");
        if (FirstRun.IsDue(Paths)) FirstRun.Make(Paths, App.Services.GetRequiredService<TimeProvider>(), talk);
        App.Services.GetRequiredService<HubCertificates>().Make();
        App.Services.GetRequiredService<GivenCertificate>().Open();
        CheckClock();
        // Left behind by a killed hub; we hold the folder, so it is nobody else's.
        File.Delete(Paths.Socket);
        try
        {
            await App.StartAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // The host itself leaves running what had started before.
            await App.StopAsync(CancellationToken.None);
            if (e is IOException { InnerException: AddressInUseException }) throw new HubException($"{e.Message} Stop what is there, or give another --http or --https ADDR:PORT.", e);
            if (e is SocketException) throw new HubException($"the hub cannot listen on {Listening}: {e.Message}. Give addresses of this machine, and ports above 1023 unless it runs as root.", e);
            throw;
        }
    }

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TextWriter talk, CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(talk, cancellationToken);
            await App.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (App.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // A service failed, or a signal came, before the start was over.
            await App.StopAsync(CancellationToken.None);
        }
        return ExitCode.Of(App.Services.GetServices<IHostedService>());
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        HubDbRegistration.ClearPool(Paths.Database);
        _data?.Dispose();
    }

    // Hosted services start in this order and stop in the opposite one, the HTTP server last in and first out.
    private static void AddFeatures(IServiceCollection services, IConfiguration configuration, HubPaths paths)
    {
        services.Configure<HostOptions>(o => o.ShutdownTimeout = StopLimit);
        services.AddSingleton(TimeProvider.System).AddSingleton(paths);
        services.AddCheckedOptions<ListenOptions>(ListenOptions.Section);
        services.AddSingleton(p => HubKeys.Open(p.GetRequiredService<HubPaths>()));
        services.AddSingleton(p => new SegmentSize(p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMqttConnector, MqttNetConnector>();
        services.AddHubDb(paths).AddHostedService<HubDatabase>();
        services.AddSystemdSocket().AddSingleton<HubHealth>().AddHostedService<Heartbeat>();
        services.AddAudit().AddAccounts(paths).AddApi();
        services.AddNodes().AddBackup().AddBroker(configuration).AddObjects().AddAreas().AddSettings().AddTrust().AddFleet().AddIngest().AddCourier().AddProgress().AddReleases().AddViews().AddAlerts(configuration).AddHubMetrics().AddDashboard().AddLocalApi();
    }

    private string Listening
    {
        get
        {
            var listen = App.Services.GetRequiredService<IOptions<ListenOptions>>().Value;
            return $"{listen.Http} (--http) and {listen.Https} (--https)";
        }
    }

    // Said and not refused: the pages and the archive work, and a clock is set while the hub runs.
    private void CheckClock()
    {
        var now = App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var problem = HubClock.Problem(App.Services.GetRequiredService<HubKeys>().Ca, now);
        if (problem is not null) App.Services.GetRequiredService<HubHealth>().Set("authority", false, problem);
        if ((problem ?? HubClock.Problem(now)) is { } said) LogClock(App.Logger, said);
    }

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private static partial void LogClock(ILogger logger, string problem);

    private static void CheckRules(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new ConfigurationException(string.Join(Environment.NewLine, e.Failures), e);
        }
    }
}
