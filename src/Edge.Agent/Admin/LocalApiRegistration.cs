using Edge.Agent.Commissioning;
using Edge.Agent.Courier;
using Edge.Agent.Custody.Intake;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Api;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Spool.Audit;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Hosting.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Edge.Agent.Admin;

internal static class LocalApiRegistration
{
    private const UnixFileMode SocketMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>The local API listens on the data folder's socket and nowhere else.</summary>
    public static IServiceCollection AddLocalApi(this IServiceCollection services)
    {
        services.AddCheckedOptions<LocalApiOptions>(LocalApiOptions.Section);
        services.AddSingleton<IntakeGate>();
        services.AddSingleton<RecordsEndpoint>();
        services.AddSingleton<StatusEndpoint>();
        services.AddSingleton<SpoolEndpoint>();
        services.AddOptions<KestrelServerOptions>().Configure<DataFolder>(Configure);
        return services;
    }

    public static void MapLocalApi(this WebApplication app)
    {
        var socket = app.Services.GetRequiredService<DataFolder>().Socket;
        app.Lifetime.ApplicationStarted.Register(() => File.SetUnixFileMode(socket, SocketMode));
        app.MapPost("/v1/records", app.Services.GetRequiredService<RecordsEndpoint>().HandleAsync);
        app.MapGet("/v1/status", app.Services.GetRequiredService<StatusEndpoint>().HandleAsync);
        app.MapGet("/v1/spool", app.Services.GetRequiredService<SpoolEndpoint>().ListAsync);
        app.MapGet("/v1/spool/verify", app.Services.GetRequiredService<SpoolEndpoint>().VerifyAsync);
        app.MapGet("/v1/spool/quarantine", app.Services.GetRequiredService<SpoolEndpoint>().ListQuarantineAsync);
        app.MapPost("/v1/spool/quarantine", app.Services.GetRequiredService<SpoolEndpoint>().ReviewQuarantineAsync);
        app.MapGet("/v1/journal", app.Services.GetRequiredService<JournalEndpoint>().HandleAsync);
        app.MapCourier();
        app.MapQueue();
        app.MapPaper();
        app.MapStick();
    }

    private static void Configure(KestrelServerOptions kestrel, DataFolder data)
    {
        kestrel.AddServerHeader = false;
        kestrel.ListenUnixSocket(data.Socket);
        kestrel.Limits.MaxRequestBodySize = Limits.PlaintextBytes + SubmissionReader.Overhead;
        kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 128;
    }
}
