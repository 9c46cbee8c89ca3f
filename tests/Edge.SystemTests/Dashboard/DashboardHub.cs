using Edge.Hub;
using Edge.Hub.Accounts;
using Edge.Hub.Admin;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Ingest;
using Edge.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.SystemTests.Dashboard;

/// <summary>A hub in this process with a believable fleet in its archive. It has no broker: what boards say of themselves is handed to it.</summary>
internal sealed class DashboardHub : IAsyncDisposable
{
    public const string Password = "Mua xuan tren non 7";

    private readonly TempFolder _folder = new();
    private HubHost _host;

    private DashboardHub() => _host = Create(TimeProvider.System, filling: true);

    public Uri Https => new(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(a => a.StartsWith("https://", StringComparison.Ordinal)));

    /// <summary>Fills a hub, and starts it again: what it shows then is what it had written down.</summary>
    public static async Task<DashboardHub> StartAsync()
    {
        var hub = new DashboardHub();
        await hub._host.StartAsync(TextWriter.Null, CancellationToken.None);
        await SampleFleet.FillAsync(hub, CancellationToken.None);
        await hub._host.App.StopAsync(CancellationToken.None);
        await hub._host.DisposeAsync();
        var clock = new EarlierTime();
        hub._host = hub.Create(clock, filling: false);
        await hub._host.StartAsync(TextWriter.Null, CancellationToken.None);
        clock.Back = TimeSpan.Zero;
        hub.Get<IngestStatus>().Connected = true;
        SampleFleet.Connect(hub);
        return hub;
    }

    public static string NameOf(Role role) => role switch { Role.Viewer => "lan.viewer", Role.Operator => "minh.operator", Role.Technician => "hoa.technician", _ => "quan.admin" };

    public T Get<T>() where T : notnull => _host.App.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _host.App.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private HubHost Create(TimeProvider time, bool filling) => HubHost.Create(new HubArguments(_folder.File("hub"), null, new Dictionary<string, string?>
    {
        ["Archive:AllowVolatile"] = "true",
        ["Listen:Http"] = "127.0.0.1:0",
        ["Listen:Https"] = "127.0.0.1:0",
        ["Listen:Mqtt"] = "127.0.0.1:1",
        ["Broker:Mode"] = "External",
        ["Broker:Address"] = "127.0.0.1:1",
    }), services =>
    {
        services.Remove(services.Single(s => s.ImplementationType == typeof(IngestService)));
        // Habits are learned once a day: not while the boards' past is still being written.
        if (filling) services.Remove(services.Single(s => s.ImplementationType == typeof(HabitTeacher)));
        services.AddSingleton(time);
    });

    /// <summary>A hub that has just started calls nobody silent: this one started some hours ago.</summary>
    private sealed class EarlierTime : TimeProvider
    {
        public TimeSpan Back { get; set; } = TimeSpan.FromHours(3);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Back;
    }
}
