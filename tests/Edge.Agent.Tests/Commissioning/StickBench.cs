using Edge.Agent.Commissioning;
using Edge.Agent.Enrolment.Receipts;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Kiosk;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink;
using Edge.Hosting.Linux;
using Edge.Hosting.Waiting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Commissioning;

/// <summary>A board, new or provisioned, and what people are told of a stick.</summary>
internal sealed class StickBench : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StateDatabase _state;
    private readonly SlipStore _slips;

    public StickBench(IDisk? disk = null)
    {
        _state = StateDatabase.Open(Path.Combine(Data.Root, "state.db"), TimeProvider.System, NullLogger.Instance);
        _slips = new SlipStore(_state, (slip, _) =>
        {
            Papers.Add(slip);
            return null!;
        }, NullLogger<SlipStore>.Instance);
        Folder = new StickFolder(Data, disk ?? new LinuxDisk());
        Rules = new StickRules(Data);
        Teller = new StickTeller(Scenes, Voice, _slips, _state, new KioskSettings(new KioskOptions()), Options.Create(new Edge.Agent.Devices.DevicesOptions()), TimeProvider.System, NullLogger<StickTeller>.Instance);
        Work = new StickWork(Folder, Rules, new Provisioner(Data, disk ?? new LinuxDisk()), Teller, Link, TimeProvider.System, NullLogger<StickWork>.Instance);
    }

    public DataFolder Data => _folder.Data;

    public StickFolder Folder { get; }

    public StickRules Rules { get; }

    public StickWork Work { get; }

    public StickTeller Teller { get; }

    public SceneBoard Scenes { get; } = new();

    public HeardVoice Voice { get; } = new();

    public FakeLinkWatch Link { get; } = new();

    public List<Slip> Papers { get; } = [];

    public StickState Shown => Scenes.Current.Stick;

    /// <summary>As a stick is taken: judged, kept, told.</summary>
    public void Plug(string text)
    {
        var verdict = Rules.Judge(text);
        Work.Hear(verdict, verdict.IsTaken && Folder.Put(text));
    }

    /// <summary>What is said on the next paper.</summary>
    public Slip Paper()
    {
        var paper = _slips.Next()!;
        paper.Draw(384);
        _slips.Printed(paper);
        return Papers[^1];
    }

    public bool PaperWaits => _slips.Next() is not null;

    public void Dispose()
    {
        _state.Dispose();
        _folder.Dispose();
    }
}

/// <summary>A network whose changes the test makes.</summary>
internal sealed class FakeLinkWatch : ILinkWatch
{
    private readonly Signal _changed = new();

    public Task Changed => _changed.Next;

    public IReadOnlyList<string> Interfaces => [];

    public void Come() => _changed.Set();
}
