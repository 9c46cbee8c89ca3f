using System.Text.Json;
using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Camera;
using Edge.Agent.Devices.Finger;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Enrolment.Receipts;
using Edge.Agent.Enrolment.Services;
using Edge.Agent.Enrolment.Steps;
using Edge.Agent.Enrolment.Worklists;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Speech;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Power;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Kiosk;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Sealing;
using Edge.Contracts.Wire;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging;
using Record = Edge.Contracts.Wire.Record;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>A desk on a real folder with a real spool and the kiosk's loop; devices and voice do what the test says. It can be built anew on the same folder, as after a kill.</summary>
internal sealed class DeskBench : IAsyncDisposable
{
    /// <summary>Nobody's: made up, and looked for where nothing of a citizen may stand.</summary>
    public const string Number = "011190123459", Name = "Lường Thị Canary";

    /// <summary>The card that goes with them; nothing about it is doubtful.</summary>
    public const string Card = $"{Number}||{Name}|01011990|Nữ|Bản Nà Hỳ, Nậm Pồ|02032022";

    private readonly TestFolder _folder = new();
    private readonly FakeDevice<IFingerprintSensor> _sensor;
    private readonly FakeDevice<ICamera> _camera;
    private RecordSpool? _spool;
    private StateDatabase? _state;
    private KioskMetrics? _metrics;
    private CancellationTokenSource? _stop;

    public DeskBench()
    {
        Area = new TestArea(_folder.Data);
        Area.Open().Take(Names.AreaObject, 1, Area.AreaObject());
        _sensor = new FakeDevice<IFingerprintSensor>(Sensor);
        _camera = new FakeDevice<ICamera>(Camera);
    }

    public string Root => _folder.Root;

    public TestArea Area { get; }

    public HandTime Time { get; } = new();

    public LogList Log { get; } = new();

    public HeardVoice Voice { get; } = new();

    public TestNarrator Narrator { get; } = new();

    public TestSensor Sensor { get; } = new();

    public TestCamera Camera { get; } = new();

    public FaultyDisk Disk { get; } = new();

    public EnrolmentOptions Options { get; set; } = new() { FingerPause = TimeSpan.Zero };

    public ServiceBook Services { get; set; } = new(ServicesFile.ReadUsual().Plans());

    public List<Slip> Drawn { get; } = [];

    public EnrolmentDesk Desk { get; private set; } = null!;

    public BoardPower Power { get; } = TestPower.Full();

    public LastStep LastStep { get; private set; } = null!;

    public CaseLoop Loop { get; private set; } = null!;

    public KioskLoop Kiosk { get; private set; } = null!;

    public QueueStore Queue { get; private set; } = null!;

    public QueueService Office { get; private set; } = null!;

    public OfficerDuty Duty { get; private set; } = null!;

    public JournalStore Journal { get; private set; } = null!;

    public SlipStore Slips { get; private set; } = null!;

    public AreaStore Store { get; private set; } = null!;

    public WorklistBook Worklist { get; private set; } = null!;

    public DeviceEvents Events { get; private set; } = null!;

    public RecordSpool Spool => _spool!;

    public StateDatabase State => _state!;

    public SignedIn Lan => Duty.Current!;

    public CaseView Case => Desk.Current ?? throw new InvalidOperationException("no case is in hand");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Builds everything on the folder; the desk's own loop runs, and the kiosk's where it is told to.</summary>
    public async Task StartAsync(bool kiosk = true)
    {
        var logger = new LoggerFactory([Log]);
        (_spool, _state) = TestSpool.Open(new SpoolSetup(_folder.Data, new SpoolOptions { Store = SpoolOptions.Files, AllowVolatile = true, ReserveBytes = 0, BallastBytes = 0 }, Disk, Disk, [TestKeys.Shared.Node.Public], Time, Log));
        var (settings, clock, scenes, inbox) = (new KioskSettings(new KioskOptions()), new HandClock(Time), new SceneBoard(), new KioskInbox());
        Store = Area.Open();
        Duty = new OfficerDuty(Store, new PinTries(_state, Time), Time, logger.CreateLogger<OfficerDuty>());
        Events = new DeviceEvents();
        Journal = new JournalStore(_state, clock);
        Queue = new QueueStore(new TicketStore(_state, Journal, 60), new FailStop(Log), clock.Read().BootId);
        _metrics = new KioskMetrics(Queue, Events);
        Office = new QueueService(Queue, new StoreGate(_spool, Queue), settings, clock, Time, _metrics, Power, () => Duty.Current?.Id);
        Slips = new SlipStore(_state, Draw, logger.CreateLogger<SlipStore>());
        var worklist = Worklist = new WorklistBook(Store, Duty, new WorklistTicks(_state), clock, logger.CreateLogger<WorklistBook>());
        var store = new CaseStore(_state, new CaseFolder(_folder.Data, Disk, Area.Identity), Journal, clock, new FailStop(Log), logger.CreateLogger<CaseStore>());
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var keeper = new StepKeeper(store);
        var steps = new StepTools(keeper, new IdentifyStep(keeper, worklist, options, Time), new PhoneStep(keeper), new FingerStep(keeper, new TriesLedger(_state, Options.TriesKept, Time), Voice),
            new PortraitStep(keeper, _camera), new ConsentStep(keeper, Narrator));
        var receipts = new ReceiptBook(Slips, Services, settings, Area.Identity, _spool, _spool, Microsoft.Extensions.Options.Options.Create(new DevicesOptions { Virtual = true }), Time);
        var ending = new CaseEnding(store, new Custodian(Area.Identity, _spool, _spool, clock, Time), inbox, receipts, worklist, Voice, Microsoft.Extensions.Options.Options.Create(new DevicesOptions { Virtual = true }), _spool);
        LastStep = new LastStep(Power);
        Desk = new EnrolmentDesk(new CaseOpening(store, Services, Queue, settings, Time), steps, ending, Duty, LastStep, logger.CreateLogger<EnrolmentDesk>());
        Loop = new CaseLoop(Desk, _sensor, Narrator, LastStep, options, Time, logger.CreateLogger<CaseLoop>());
        Kiosk = new KioskLoop(new KioskIntake(Events, inbox, [new EventTaker((what, _) => Loop.Take(what))]), Office, settings, new KioskSpeech(Voice, () => true, settings), scenes, new LinkMeterMode(scenes, settings, Time), Time);
        _stop = new CancellationTokenSource();
        if (kiosk) await Kiosk.StartAsync(_stop.Token);
        await Loop.StartAsync(_stop.Token);
    }

    /// <summary>Everything in memory is gone; what is on the disk is there.</summary>
    public async Task KillAsync()
    {
        if (_stop is null) return;
        await _stop.CancelAsync();
        await Loop.StopAsync(CancellationToken.None);
        await Kiosk.StopAsync(CancellationToken.None);
        Loop.Dispose();
        Kiosk.Dispose();
        Desk.Dispose();
        _metrics!.Dispose();
        _spool!.Dispose();
        _state!.Dispose();
        _stop.Dispose();
        _stop = null;
    }

    public async Task RestartAsync(bool kiosk = true)
    {
        await KillAsync();
        await StartAsync(kiosk);
        if (Duty.Current is null) SignIn();
    }

    public void SignIn() => Assert.NotNull(Duty.SignIn(TestArea.Lan, TestArea.LanPin).Officer);

    public SignedIn Vouch() => Duty.Vouch(TestArea.Minh, TestArea.MinhPin).Officer!;

    /// <summary>An officer, a day, a ticket that is called, and its case.</summary>
    public async Task<Guid> BeginAsync(string service = "card", string language = "vi")
    {
        if (Duty.Current is null) SignIn();
        if (!Queue.Current.IsOpen) Assert.IsType<Step>(Office.Do(new KioskCommand.OpenDay()).Verdict);
        Assert.IsType<Step>(Office.Do(new KioskCommand.Give(service, false, language)).Verdict);
        var called = Assert.IsType<Step>(Office.Do(new KioskCommand.Next()).Verdict).Ticket!;
        Assert.Null((await DoAsync(new CaseAct.Begin(service, called.Number, null))).Text);
        return Case.Id;
    }

    public Task<CaseAnswer> DoAsync(CaseAct act) => Desk.DoAsync(act, Lan, Token);

    public async Task DoneAsync(CaseAct act) => Assert.Null((await DoAsync(act)).Text);

    public void SensorBecomes(DeviceState state) => _sensor.Become(state);

    public void Scan(string code) => Events.Post(new CodeScanned(code));

    public void Press(string button) => Events.Post(new ButtonPressed(button, Time.Elapsed));

    public Task UntilAsync(string? step) => Until.TrueAsync(() => Desk.Current is { } view && view.Current == step, $"{step ?? "all captured"}; in hand is {Desk.Current?.Current}");

    public Task UntilPlayedAsync() => Until.TrueAsync(() => Desk.Current?.Steps.Any(s => s is { Id: CaseSteps.Consent, Played: true }) == true, "the question was heard");

    public Task UntilGoneAsync() => Until.TrueAsync(() => Desk.Current is null, "the case has ended");

    /// <summary>Fingers, portrait and consent of a citizen about whom nothing is doubtful.</summary>
    /// <summary>The card is shown, and accepted without a click.</summary>
    public async Task IdentifyAsync()
    {
        await UntilAsync(CaseSteps.Identify);
        Scan(Card);
        await Until.TrueAsync(() => Case.Current != CaseSteps.Identify, "the card is accepted");
    }

    /// <summary>A case whose fingers are to be taken now.</summary>
    public async Task ToFingersAsync()
    {
        await BeginAsync();
        await IdentifyAsync();
    }

    public async Task CaptureAsync()
    {
        await UntilAsync(CaseSteps.Fingers);
        Sensor.Rest = TestFingers.Good;
        await UntilAsync(CaseSteps.Portrait);
        Sensor.Rest = null;
        await DoneAsync(new CaseAct.TakePortrait());
        await DoneAsync(new CaseAct.AcceptPortrait(null, null));
        await AgreeAsync();
    }

    public async Task AgreeAsync()
    {
        await UntilPlayedAsync();
        Press("yes");
        await UntilAsync(null);
    }

    /// <summary>The records that wait, opened with the registry's key.</summary>
    public IReadOnlyList<(Manifest Manifest, Record Record)> Records() => [.. Spool.Queued.OrderBy(e => e.Sequence).Select(Open)];

    /// <summary>A record's fields.</summary>
    public static JsonElement Fields(Record record) => JsonDocument.Parse(record.Fields.ToByteArray()).RootElement;

    /// <summary>A sealed part of a record, opened.</summary>
    public static Record Part(Manifest manifest, Record record, string step)
    {
        var part = record.Attachments.Single(a => a.Name == $"{step}.sealed");
        Assert.Equal($"{Names.SealedPartType};key={manifest.RecipientKeyId}", part.ContentType);
        return RecordSeal.Open(part.Data.Span, TestKeys.Shared.Registry, manifest.Node, new Guid(manifest.RecordId.Span, bigEndian: true), $"part-{step}");
    }

    public IReadOnlyList<string> Acts() => [.. Journal.After(0, 1000).Select(e => $"{e.Act.Officer} {e.Act.Act}")];

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Area.Dispose();
        _folder.Dispose();
    }

    private (Manifest Manifest, Record Record) Open(SpoolEntry entry)
    {
        using var record = Spool.Open(entry);
        var bytes = new byte[record.Manifest.Fields.SealedSize];
        record.Read(0, bytes);
        return (record.Manifest.Fields, RecordSeal.Open(bytes, TestKeys.Shared.Registry, record.Manifest.Fields.Node, record.Manifest.RecordId, record.Manifest.Fields.Kind));
    }

    private Raster Draw(Slip slip, int dots)
    {
        Drawn.Add(slip);
        return new Raster(dots, 1);
    }
}
