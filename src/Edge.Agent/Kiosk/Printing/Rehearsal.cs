using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>
/// Draws a ticket that nobody gets, once, when the agent has started and there is a printer: the first drawing loads and
/// compiles libraries for longer than a citizen should wait.
/// </summary>
internal sealed partial class Rehearsal(Func<TicketFace, int, Raster> artist, IDevice<IReceiptPrinter> printer, IHostApplicationLifetime lifetime, ILogger<Rehearsal> logger) : BackgroundService
{
    private const int Dots = 384;

    private static readonly TicketFace Face = new()
    {
        Number = "A000",
        Pictogram = "card",
        Service = "Thử máy in",
        Language = "vi",
        Priority = true,
        PeopleBefore = 0,
        ExpectedWait = TimeSpan.FromMinutes(10),
        Code = "edge1:ticket:rehearsal:0:A000:000000",
        Place = "Thử máy in",
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        for (var change = printer.Changed; printer.Status.State != DeviceState.Ready; change = printer.Changed) await change.WaitAsync(stoppingToken);
        try
        {
            artist(Face, Dots);
        }
#pragma warning disable CA1031 // Without paper the kiosk still calls by voice and display, and records are taken all the same.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogNotDrawn(e);
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    [LoggerMessage(LogLevel.Error, "Tickets cannot be drawn, so none will come on paper; install the agent again")]
    private partial void LogNotDrawn(Exception exception);
}
