using Edge.Agent.Commissioning;
using Edge.Agent.Desk;
using Edge.Agent.Identity;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Simulator;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;
using Edge.Hosting.Systemd;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Admin;

/// <summary>Builds the agent and runs it until it is told to stop.</summary>
internal sealed partial class AgentHost(DataFolder data, string? configFile, Action<IServiceCollection> compose)
{
    /// <summary>Runs; the result is the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var builder = Prepare();
        DurableFile.EnsureFolder(new LinuxDisk(), data.Root);
        using var held = data.Hold();
        // A socket file left by a killed agent would make the address "in use"; the lock says that nobody listens.
        File.Delete(data.Socket);
        new FactoryReset(data, new LinuxDisk()).FinishIfBegun();
        var identity = IdentityStore.Load(data);
        identity.Trust.Mend();
        builder.Services.AddSingleton(identity);
        builder.Services.OpenDesk().OpenPanel();
        await using var app = builder.Build();
        var logger = app.Services.GetRequiredService<ILogger<AgentHost>>();
        CheckPlace(app.Services.GetRequiredService<IOptions<SpoolOptions>>().Value, logger);
        WarnOfKiosk(app.Services, logger);
        app.Services.GetRequiredService<RecordSpool>();
        app.MapDesk();
        app.MapPanel();
        app.MapLocalApi();
        var services = app.Services.GetServices<IHostedService>().ToList();
        LogStarting(logger, data.Root);
        if (identity.Trust.Problem is { } problem) LogTrust(logger, problem);
        try
        {
            await app.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // A worker failed, or a signal came, before the start was over.
        }
        return ExitCode.Of(services);
    }

    /// <summary>Checks the configuration and starts nothing.</summary>
    public void Check()
    {
        using var app = Unstarted();
        app.Services.GetService<IStartupValidator>()?.Validate();
        var logger = app.Services.GetRequiredService<ILogger<AgentHost>>();
        if (Directory.Exists(data.Root)) CheckPlace(app.Services.GetRequiredService<IOptions<SpoolOptions>>().Value, logger);
        WarnOfKiosk(app.Services, logger);
        if (!IdentityStore.IsProvisioned(data)) return;
        var identity = IdentityStore.Load(data);
        var time = app.Services.GetRequiredService<TimeProvider>();
        if (CertificateDates.Problem(identity.CertificateFile, time.GetUtcNow()) is { } problem) LogWarned(logger, problem);
    }

    /// <summary>Does something with a part of an agent that is set up like this one and not started.</summary>
    public T With<T>(Func<IServiceProvider, T> use)
    {
        using var app = Prepare().Build();
        return use(app.Services);
    }

    /// <summary>The same with work that takes its time.</summary>
    public async Task<T> WithAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var app = Prepare().Build();
        return await use(app.Services);
    }

    /// <summary>Checks the settings alone.</summary>
    public void CheckSettings()
    {
        using var app = Unstarted();
        app.Services.GetService<IStartupValidator>()?.Validate();
    }

    // The identity is read only by what asks for it.
    private WebApplication Unstarted()
    {
        var builder = Prepare();
        builder.Services.AddSingleton<AgentIdentity>(_ => IdentityStore.Load(data));
        return builder.Build();
    }

    private WebApplicationBuilder Prepare()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory });
        SettingSources.Replace(builder.Configuration, configFile);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(data);
        ProgramLog.Configure(builder.Logging, builder.Configuration);
        compose(builder.Services);
        new ConfigurationCheck(new SettingWords()).Run(builder.Configuration, builder.Services);
        SocketPath.Check(data.Socket);
        return builder;
    }

    private void CheckPlace(SpoolOptions options, ILogger logger)
    {
        if (SpoolPlace.Check(data, options, MountTable.Read()) is { } warning) LogWarned(logger, warning);
    }

    private static void WarnOfKiosk(IServiceProvider services, ILogger logger)
    {
        if (services.GetService<KioskSettings>() is not { } kiosk) return;
        foreach (var warning in KioskWarnings.Of(kiosk)) LogWarned(logger, warning);
    }

    [LoggerMessage(LogLevel.Information, "Agent runs on {Folder}")]
    private static partial void LogStarting(ILogger logger, string folder);

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private static partial void LogTrust(ILogger logger, string problem);

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogWarned(ILogger logger, string warning);
}
