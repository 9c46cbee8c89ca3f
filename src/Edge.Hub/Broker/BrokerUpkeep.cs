using Edge.Hub.Boards;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Broker;

/// <summary>Once a day: certificates that end soon are renewed, and the lists are written anew so that the revocation list's end stays far. What fails is tried again each minute.</summary>
internal sealed partial class BrokerUpkeep(HubCertificates certificates, IBroker broker, HubHealth health, TimeProvider time, ILogger<BrokerUpkeep> logger) : BackgroundService
{
    private const string Part = "broker-lists";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first time at once: an external broker's lists have not been written by a start.
        while (true) await Task.Delay(await TendAsync(stoppingToken) ? Day : Retry, time, stoppingToken);
    }

    /// <summary>False where it did not succeed; what was in force before still is.</summary>
    internal async Task<bool> TendAsync(CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                certificates.Renew();
            }
            finally
            {
                // Whatever keeps a certificate from being renewed must not let the revocations run out.
                await broker.ReloadAsync(cancellationToken);
            }
            health.Set(Part, true, "written");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            if (health.Parts.GetValueOrDefault(Part) is not { Ok: false }) LogNotWritten(e.Message);
            health.Set(Part, false, $"certificates or lists could not be written: {e.Message}");
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The broker's certificates or lists could not be written: {Problem}; make room or mend the folder's rights. What was in force stays so, and it is tried again each minute")]
    private partial void LogNotWritten(string problem);
}
