using Edge.Agent.Kiosk.Settings;
using Edge.Contracts.Wire;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment.Services;

/// <summary>The services in what the hub tells: checked before the board takes them, and again at the start, where the kiosk's own may be others by then.</summary>
internal sealed partial class ToldServices(IOptions<KioskOptions> kiosk, ILogger<ToldServices> logger)
{
    public IEnumerable<string> Problems(SettingsFile told)
    {
        if (told.Services.IsEmpty) return [];
        try
        {
            return ServicesFile.Read(told.Services.Span).Problems([.. new KioskSettings(kiosk.Value).Services.Select(s => s.Id)]).Select(p => $"services: {p}").ToList();
        }
        catch (FormatException e)
        {
            return [$"services: {e.Message}"];
        }
    }

    /// <summary>Null where nothing is told, or nothing that this board can use.</summary>
    public ServicesFile? Read(SettingsFile? told)
    {
        if (told is null || told.Services.IsEmpty) return null;
        if (Problems(told).FirstOrDefault() is not { } problem) return ServicesFile.Read(told.Services.Span);
        LogUnusable(told.Version, problem);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "The services of settings version {Version} cannot be used here ({Problem}); the board's own are in force")]
    private partial void LogUnusable(ulong version, string problem);
}
