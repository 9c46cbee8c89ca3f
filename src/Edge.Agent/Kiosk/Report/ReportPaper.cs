using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Report;

/// <summary>The paper with a service day's figures. Who asks while another's is printed waits for it.</summary>
internal sealed class ReportPaper : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PaperStatus _status;
    private volatile DayReport? _report;

    /// <param name="artist">Draws a day for a paper of so many dots.</param>
    /// <param name="status">Whether the printer can print.</param>
    /// <param name="time">How long somebody waits for it.</param>
    public ReportPaper(Func<DayReport, int, Raster> artist, PaperStatus status, TimeProvider time) =>
        (_status, Paper) = (status, new AskedPaper("report", dots => artist(_report!, dots), status, time));

    public AskedPaper Paper { get; }

    /// <summary>Null when it is on paper, or why it is not.</summary>
    public async Task<string?> PrintAsync(QueueState day, CancellationToken cancellationToken)
    {
        if (_status.State == PaperState.Absent) return AskedPaper.NoPrinter;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _report = DayReport.Of(day);
            return await Paper.PrintAsync(cancellationToken) ? null : Paper.GivenUp;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
