using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Speech;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Power;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>A kiosk without devices: what people press goes in by hand, one turn of the loop at a time.</summary>
internal sealed class KioskBench : IDisposable
{
    private readonly TestFolder? _own;
    private readonly StateDatabase _state;

    public KioskBench(KioskOptions? options = null, string? folder = null, HandTime? time = null, bool paper = false)
    {
        _own = folder is null ? new TestFolder() : null;
        Settings = new KioskSettings(options ?? new KioskOptions());
        Time = time ?? new HandTime();
        Clock = new HandClock(Time);
        _state = StateDatabase.Open(new DataFolder(folder ?? _own!.Root).StateDatabase, Time, NullLogger.Instance);
        Journal = new JournalStore(_state, Clock);
        Store = new TicketStore(_state, Journal, Settings.Options.KeepDays);
        Book = new QueueStore(Store, new FailStop(Log), Clock.Read().BootId);
        Metrics = new KioskMetrics(Book, Events);
        Scenes = new SceneBoard();
        Meter = new LinkMeterMode(Scenes, Settings, Time);
        Finds = new FindStore(_state, NullLogger<FindStore>.Instance);
        Office = new QueueService(Book, new StoreGate(Index, Book), Settings, Clock, Time, Metrics, Power, () => null);
        Loop = new KioskLoop(new KioskIntake(Events, Inbox, Takers), Office, Settings, new KioskSpeech(Voice, () => paper, Settings), Scenes, Meter, Time);
        Papers = new TicketPapers(Book, Store, Settings, "kiosk-1", Clock, Draw, NullLogger<TicketPapers>.Instance);
        Scenes.Update(s => s with { Queue = Book.Current });
    }

    public KioskSettings Settings { get; }

    public HandTime Time { get; }

    public HandClock Clock { get; }

    public FakeIndex Index { get; } = new();

    public LogList Log { get; } = new();

    public HeardVoice Voice { get; } = new();

    public DeviceEvents Events { get; } = new();

    public KioskInbox Inbox { get; } = new();

    public KioskMetrics Metrics { get; }

    public BoardPower Power { get; } = TestPower.Full();

    public JournalStore Journal { get; }

    public List<EventTaker> Takers { get; } = [];

    public TicketStore Store { get; }

    public QueueStore Book { get; }

    public SceneBoard Scenes { get; }

    public LinkMeterMode Meter { get; }

    public FindStore Finds { get; }

    public QueueService Office { get; }

    public KioskLoop Loop { get; }

    public TicketPapers Papers { get; }

    public List<TicketFace> Drawn { get; } = [];

    public QueueState State => Book.Current;

    /// <summary>Button or key, worked off at once.</summary>
    public void Press(string button)
    {
        Events.Post(new ButtonPressed(button, Time.Elapsed));
        while (Loop.TakeOne())
        {
        }
    }

    public void Press(params KeypadKey[] keys)
    {
        foreach (var key in keys)
        {
            Events.Post(new KeyPressed(key));
            while (Loop.TakeOne())
            {
            }
            Pass(2);
        }
    }

    /// <summary>Does something to the database that no code of ours does.</summary>
    public void Sql(string sql) => _state.With(c => c.Run(sql));

    public Verdict Do(KioskCommand wish) => Office.Do(wish).Verdict;

    public Ticket Give(string service = "card", bool priority = false, string? language = null) =>
        Assert.IsType<Step>(Do(new KioskCommand.Give(service, priority, language))).Ticket!;

    public void Pass(double seconds)
    {
        Time.Elapsed += TimeSpan.FromSeconds(seconds);
        Time.Utc += TimeSpan.FromSeconds(seconds);
    }

    public void Dispose()
    {
        Metrics.Dispose();
        _state.Dispose();
        _own?.Dispose();
    }

    private Raster Draw(TicketFace face, int dots)
    {
        Drawn.Add(face);
        return new Raster(dots, 1);
    }
}
