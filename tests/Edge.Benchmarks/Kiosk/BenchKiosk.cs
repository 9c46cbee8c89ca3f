using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Speech;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Power;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Benchmarks.Kiosk;

/// <summary>A kiosk's loop and lights as an agent runs them, on a real database, with buttons and lights in memory. The services have a button each.</summary>
internal sealed class BenchKiosk : IAsyncDisposable
{
    private readonly StateDatabase _state;
    private readonly KioskLoop _loop;
    private readonly LightsPresenter _lights;
    private readonly KioskMetrics _metrics;

    public BenchKiosk(IRecordIndex index, string folder)
    {
        var (time, clock) = (TimeProvider.System, new LinuxBoardClock(TimeProvider.System));
        var settings = new KioskSettings(new KioskOptions { SamePress = TimeSpan.Zero });
        _state = StateDatabase.Open(new DataFolder(folder).StateDatabase, time, NullLogger.Instance);
        Book = new QueueStore(new TicketStore(_state, new JournalStore(_state, clock), settings.Options.KeepDays), new FailStop(NullLogger.Instance), clock.Read().BootId);
        var (events, scenes) = (new DeviceEvents(), new SceneBoard());
        Board = new PressedBoard(events);
        _metrics = new KioskMetrics(Book, events);
        var office = new QueueService(Book, new StoreGate(index, Book), settings, clock, time, _metrics, new BoardPower(Options.Create(new PowerOptions())), () => null);
        _loop = new KioskLoop(new KioskIntake(events, Inbox, []), office, settings, new KioskSpeech(new Mute(), () => false, settings), scenes, new LinkMeterMode(scenes, settings, time), time);
        _lights = new LightsPresenter(Board, scenes, time, NullLogger<LightsPresenter>.Instance);
    }

    public QueueStore Book { get; }

    public PressedBoard Board { get; }

    public KioskInbox Inbox { get; } = new();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _lights.StartAsync(cancellationToken);
        await _loop.StartAsync(cancellationToken);
        await Inbox.AskAsync(new KioskCommand.OpenDay(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None);
        await _lights.StopAsync(CancellationToken.None);
        _loop.Dispose();
        _lights.Dispose();
        _metrics.Dispose();
        _state.Dispose();
    }

    private sealed class Mute : IVoice
    {
        public void Say(string language, IReadOnlyList<string> phrases)
        {
        }

        public void Hush()
        {
        }
    }
}
