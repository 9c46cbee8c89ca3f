using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;
using Edge.Hosting.Waiting;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>
/// Prints what waits, the oldest first, as soon as the printer can: whole or again whole. Only a crash between the last dot
/// and the note that it is printed brings a paper out twice; none is ever left out.
/// </summary>
internal sealed partial class PrintLoop(IPaperSource papers, IDevice<IReceiptPrinter> printer, PaperRoll roll, PaperStatus status,
    IOptions<PrintingOptions> options, TimeProvider time, ILogger<PrintLoop> logger) : BackgroundService
{
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly PrintingOptions _options = options.Value;
    private readonly Unconfirmed _unconfirmed = new();
    private int _failures;
    private long _failedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            var (papersChange, printerChange) = (papers.Changed, printer.Changed);
            if (await StepAsync(stoppingToken)) continue;
            await time.WaitAnyAsync(_options.Look, stoppingToken, papersChange, printerChange);
        }
    }

    /// <summary>Looks at the printer and prints one paper where both are there; true where there may be another.</summary>
    internal async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var dots = await LookAsync(cancellationToken);
        var paper = papers.Next();
        status.Waits(paper is not null);
        if (paper is null || dots is null || !status.Prints || Pausing) return false;
        if (Draw(paper, dots.Value) is { } picture && !await PrintAsync(paper, picture, cancellationToken)) return false;
        papers.Printed(paper);
        return true;
    }

    // A printer that says it is ready and breaks off all the same would eat the roll.
    private bool Pausing => _failures > 0 && time.GetElapsedTime(_failedAt) < Pause(_failures);

    private TimeSpan Pause(int failures) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, _options.Look.Ticks << Math.Min(failures - 1, 10)));

    // Also where nothing waits: people are told that paper is out before the first of them needs one.
    private async Task<int?> LookAsync(CancellationToken cancellationToken)
    {
        PrinterStatus? said = null;
        int? dots = null;
        await printer.TryUseAsync(async (port, token) => (dots, said) = (port.Dots, await port.StatusAsync(token)), AskLimit, cancellationToken);
        if (said is { } known) roll.Saw(known);
        _unconfirmed.Saw(ready: said is { } answer && (answer & PrinterWords.Stops) == 0);
        var before = status.State;
        var now = status.Saw(printer.Status.State, said, _unconfirmed.Problem);
        if (now != before) LogState(now);
        return dots;
    }

    private Raster? Draw(Paper paper, int dots)
    {
        try
        {
            return paper.Draw(dots);
        }
#pragma warning disable CA1031 // Whatever is wrong with one paper must not keep all others from being printed.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogNotDrawn(paper.Id, e);
            return null;
        }
    }

    private async Task<bool> PrintAsync(Paper paper, Raster picture, CancellationToken cancellationToken)
    {
        var begun = false;
        string? unconfirmed = null;
        var done = await printer.TryUseAsync(async (port, token) =>
        {
            begun = true;
            roll.Print(picture);
            try
            {
                await port.PrintAsync(picture, token);
            }
            catch (UnconfirmedPaperException e)
            {
                unconfirmed = e.Message;
                throw;
            }
        }, _options.Limit, cancellationToken);
        if (done)
        {
            _failures = 0;
            _unconfirmed.Printed();
            status.Printed();
            return true;
        }
        if (!begun) return false;
        (_failures, _failedAt) = (_failures + 1, time.GetTimestamp());
        LogBrokeOff(paper.Id, _failures);
        if (unconfirmed is not null && _unconfirmed.Add(paper.Id, unconfirmed)) LogStopped(paper.Id, unconfirmed);
        return false;
    }

    [LoggerMessage(LogLevel.Information, "Printing: {State}")]
    private partial void LogState(PaperState state);

    [LoggerMessage(LogLevel.Warning, "Paper {Id} broke off ({Failures} in a row); it is printed again, whole, when the printer is ready")]
    private partial void LogBrokeOff(string id, int failures);

    [LoggerMessage(LogLevel.Error, "Paper {Id} came out twice for all the printer took; it and those behind it wait until the printer was switched off and on, or the agent starts again: {Reason}")]
    private partial void LogStopped(string id, string reason);

    [LoggerMessage(LogLevel.Error, "Paper {Id} cannot be drawn and is left out; its number stands in the queue all the same")]
    private partial void LogNotDrawn(string id, Exception exception);
}
