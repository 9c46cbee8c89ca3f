using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Power;

namespace Edge.Agent.Kiosk;

/// <summary>Lets the room see and hear that the board is about to switch itself off.</summary>
internal sealed class KioskPower(BoardPower power, QueueStore book, SceneBoard scenes, IVoice voice, INarrator narrator, KioskSettings settings) : BackgroundService
{
    private volatile bool _speaks;

    /// <summary>It does not go in the middle of a word, and does not sleep while a service day is open.</summary>
    public PowerShare Share => new(stage => stage is ShutdownStage.Finishing or ShutdownStage.Sending && (_speaks || scenes.Current.Power.Stage != stage), () => book.Current.IsOpen);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = PowerNow.Full;
        while (true)
        {
            var (changed, now) = (power.Changed, power.Now);
            if (now.IsLeaving && !before.IsLeaving) _ = TellAsync(stoppingToken);
            scenes.Update(s => s with { Power = now });
            before = now;
            await changed.WaitAsync(stoppingToken);
        }
    }

    // In the languages of those who wait; an empty room in the first one.
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        _speaks = true;
        try
        {
            foreach (var language in Languages())
            {
                voice.Say(language, [Phrase.Chime]);
                await narrator.TellAsync(language, Phrase.PowerOff, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops, and says nothing any more.
        }
        finally
        {
            _speaks = false;
        }
    }

    private List<string> Languages()
    {
        Ticket[] here = [.. book.Current.Waiting, .. book.Current.AtDesk is { } called ? new[] { called } : []];
        return here.Length == 0 ? [settings.Languages[0]] : [.. settings.Languages.Where(l => here.Any(t => t.Language == l))];
    }
}
