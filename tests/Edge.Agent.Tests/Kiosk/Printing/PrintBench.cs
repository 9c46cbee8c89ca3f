using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>A print loop with its durable things round it; <see cref="Restart"/> is a new process on them.</summary>
internal sealed class PrintBench : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly IOptions<PrintingOptions> _options;
    private StateDatabase? _database;

    public PrintBench(PrintingOptions? options = null)
    {
        _options = Options.Create(options ?? new PrintingOptions());
        Restart();
    }

    public ScriptedPrinter Printer { get; } = new();

    public PaperPile Papers { get; } = new();

    public AdvancedTime Time { get; } = new();

    public LogList Log { get; } = new();

    public PaperRoll Roll { get; private set; } = null!;

    public PaperStatus Status { get; private set; } = null!;

    public PrintLoop Loop { get; private set; } = null!;

    public void Restart(TimeProvider? time = null)
    {
        _database?.Dispose();
        _database = StateDatabase.Open(_folder.Data.StateDatabase, Time, NullLogger.Instance);
        Roll = new PaperRoll(_database, _options, Time, NullLogger<PaperRoll>.Instance);
        Status = new PaperStatus(Roll, Time);
        Loop = new PrintLoop(Papers, Printer, Roll, Status, _options, time ?? Time, new Microsoft.Extensions.Logging.Logger<PrintLoop>(new Microsoft.Extensions.Logging.LoggerFactory([Log])));
    }

    /// <summary>Steps until nothing more is to be done at this moment.</summary>
    public async Task RunAsync()
    {
        while (await Loop.StepAsync(TestContext.Current.CancellationToken))
        {
        }
    }

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Dispose();
    }
}
