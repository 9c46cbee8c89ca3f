using Edge.Agent.Devices;
using Edge.Agent.Enrolment;
using Edge.Agent.Identity;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Uplink;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Systemd;

namespace Edge.Agent.Commissioning;

/// <summary>As much of an agent as a board without identity can run: devices, lights, display, voice and paper, to tell what becomes of a stick.</summary>
/// <param name="compose">The whole agent: its settings are the ones that are checked.</param>
internal sealed class StickHost(DataFolder data, string? configFile, Action<IServiceCollection> compose)
{
    /// <summary>How long it goes on telling when all is decided. A paper that is not out by then comes from the agent, which starts next.</summary>
    public TimeSpan Heard { get; init; } = StickTeller.Heard;

    /// <summary>Takes what waits, or tells why nothing does; the result is how it ended.</summary>
    public async Task<StickState> RunAsync(StickVerdict verdict, bool fresh, CancellationToken cancellationToken)
    {
        using var held = data.Hold();
        using var host = Build();
        await host.StartAsync(cancellationToken);
        try
        {
            host.Services.GetRequiredService<StickTeller>().Alone = true;
            var work = host.Services.GetRequiredService<StickWork>();
            work.Hear(verdict, fresh);
            var state = await work.RunAsync(stay: false, cancellationToken);
            if (!host.Services.GetRequiredService<KioskDevices>().AllAbsent) await Task.Delay(Heard, host.Services.GetRequiredService<TimeProvider>(), cancellationToken);
            return IdentityStore.IsProvisioned(data) ? StickState.Done : state;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory });
        SettingSources.Replace(builder.Configuration, configFile);
        ProgramLog.Configure(builder.Logging, builder.Configuration);
        var whole = new ServiceCollection();
        compose(whole);
        new ConfigurationCheck(new SettingWords()).Run(builder.Configuration, whole);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(data).AddSingleton(new SysFiles());
        builder.Services.AddStorage().AddBallast().AddDevices().AddPrinting().AddVoice().AddKioskShow().AddSlips().AddLinkWatch().AddStick();
        return builder.Build();
    }
}
