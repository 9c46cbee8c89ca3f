using Edge.Agent.Devices;
using Edge.Agent.Enrolment.Receipts;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Commissioning;

/// <summary>Tells whoever holds the stick what became of it: by lights and display at once, by voice, and on paper.</summary>
internal sealed partial class StickTeller(SceneBoard scenes, IVoice voice, SlipStore slips, StateDatabase state, KioskSettings kiosk, IOptions<DevicesOptions> devices, TimeProvider time, ILogger<StickTeller> logger)
{
    // What goes on, alone: until something else is to be said.
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(60), ShownAlone = TimeSpan.FromDays(1);

    /// <summary>What a light and two sentences take.</summary>
    public static readonly TimeSpan Heard = TimeSpan.FromSeconds(20);

    private static readonly string[] Languages = ["vi", "en"];

    /// <summary>Lights and display have nothing else to show: no kiosk runs.</summary>
    public bool Alone { get; set; }

    /// <summary>Lights and display alone.</summary>
    public void Show(StickState stick)
    {
        var now = time.Steady();
        // What waits goes on waiting; people are to see first what was wrong with the stick in their hand.
        scenes.Update(s => stick == StickState.Waiting && s.StickAt(now) is (StickState.NotOurs or StickState.Failed) ? s : s with { Stick = stick, StickUntil = now + (Alone && stick is (StickState.Working or StickState.Waiting) ? ShownAlone : Shown) });
    }

    public void Tell(StickState stick, string? why)
    {
        LogTold(stick, why ?? "nothing to add");
        Show(stick);
        if (NameOf(stick) is not { } name) return;
        foreach (var language in Languages) voice.Say(language, [Phrase.Stick(name)]);
        Print(new Slip
        {
            Pictogram = "other",
            Language = Languages[0],
            Words = [$"stick.{name}", stick is StickState.Waiting or StickState.Done ? $"stick.{name}.do" : "stick.unchanged"],
            Note = why,
            At = time.Local(),
            Place = kiosk.Place.Length > 0 ? kiosk.Place : null,
            Sample = devices.Value.Virtual,
        });
    }

    private static string? NameOf(StickState stick) => stick switch
    {
        StickState.Waiting => "waits",
        StickState.Done => "done",
        StickState.NotOurs => "not-ours",
        StickState.Failed => "failed",
        _ => null,
    };

    private void Print(Slip slip)
    {
        try
        {
            state.With(c =>
            {
                SlipStore.Add(c, slip);
                return 0;
            });
            slips.Tell();
        }
        catch (SqliteException e)
        {
            LogNotPrinted(Reason.Of(e));
        }
    }

    [LoggerMessage(LogLevel.Information, "Provisioning stick: {State} ({Why})")]
    private partial void LogTold(StickState state, string why);

    [LoggerMessage(LogLevel.Warning, "What became of a stick could not be put down for printing: {Reason}")]
    private partial void LogNotPrinted(string reason);
}
