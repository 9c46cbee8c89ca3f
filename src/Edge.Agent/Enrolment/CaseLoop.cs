using System.Threading.Channels;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Finger;
using Edge.Agent.Enrolment.Identify;
using Edge.Agent.Kiosk.Desk;
using Edge.Agent.Kiosk.Voice;
using Edge.Hosting.Waiting;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment;

/// <summary>What happens in a case without the officer's hand: cards and answers come in, fingers are taken one after another, consent is asked for.</summary>
internal sealed partial class CaseLoop(EnrolmentDesk desk, IDevice<IFingerprintSensor> sensor, INarrator narrator, LastStep last, IOptions<EnrolmentOptions> options, TimeProvider time, ILogger<CaseLoop> logger)
    : BackgroundService
{
    private const int Capacity = 16;

    // Shorter than the device's own limit: waiting for a finger is no fault of the sensor's.
    private static readonly TimeSpan WaitForFinger = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CaptureLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly Channel<DeviceEvent> _events = Channel.CreateBounded<DeviceEvent>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asked by the kiosk's loop for each event: true where the case in hand waits for it. Does not wait.</summary>
    public bool Take(DeviceEvent what)
    {
        var view = desk.Current;
        var mine = what switch
        {
            CodeScanned scanned => view is { Current: CaseSteps.Identify } && CardQr.Read(scanned.Code).Kind is CodeKind.Card or CodeKind.Number,
            ButtonPressed { Button: CitizenPanel.YesButton or CitizenPanel.NoButton } => view is { Current: CaseSteps.Consent },
            _ => false,
        };
        // Whoever presses before the question was heard has not answered it.
        var early = what is ButtonPressed && view?.Steps.FirstOrDefault(s => s.Id == CaseSteps.Consent) is not { Played: true };
        if (mine && !early) _events.Writer.TryWrite(what);
        return mine;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Task.WhenAll(KeepAsync(ReadAsync, stoppingToken), KeepAsync(EndAsync, stoppingToken), KeepAsync(LiveAsync, stoppingToken));
    }

    // Whatever breaks is said, and the loop goes on: cards, answers or fingers that nobody takes any more would be noticed by citizens only.
    private async Task KeepAsync(Func<CancellationToken, Task> loop, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await loop(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Without its message, which may quote what was read.
                LogBroke(e.GetType().Name, e.StackTrace);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task ReadAsync(CancellationToken stoppingToken)
    {
        await foreach (var what in _events.Reader.ReadAllAsync(stoppingToken)) await desk.TakeAsync(what, stoppingToken);
    }

    // An end that was decided is carried out, at the start and after whatever kept it from being.
    private async Task EndAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var changed = desk.Changed;
            if (desk.Current is not { Ending: true }) await changed.WaitAsync(stoppingToken);
            else if ((await desk.CarryOnAsync(stoppingToken)).Problem is not null) await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task LiveAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var (changed, power) = (desk.Changed, last.Changed);
            if (desk.Live() is { } work) await WorkAsync(work, stoppingToken);
            else await Task.WhenAny(changed, power).WaitAsync(stoppingToken);
        }
    }

    // As long as it is what is to be done: another step, another finger or another case ends it at once.
    private async Task WorkAsync(LiveWork work, CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var running = DoAsync(work, over.Token);
        while (!running.IsCompleted)
        {
            var (changed, power) = (desk.Changed, last.Changed);
            if (desk.Live() != work) await over.CancelAsync();
            else await Task.WhenAny(running, changed, power);
            if (over.IsCancellationRequested) break;
        }
        try
        {
            await running;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // As said.
        }
    }

    private Task DoAsync(LiveWork work, CancellationToken cancellationToken) => work switch
    {
        { Step: CaseSteps.Consent } => AskAsync(work, cancellationToken),
        { Turn: 0 } => CompleteAsync(work, cancellationToken),
        _ => CaptureAsync(work, cancellationToken),
    };

    private async Task AskAsync(LiveWork work, CancellationToken cancellationToken) =>
        await desk.HeardAsync(work.Case, work.Turn, await narrator.TellAsync(work.Language, Phrase.Consent, cancellationToken), cancellationToken);

    private async Task CompleteAsync(LiveWork work, CancellationToken cancellationToken)
    {
        if ((await desk.CompleteFingersAsync(work.Case, cancellationToken)).Problem is not null) await Task.Delay(Retry, time, cancellationToken);
    }

    private async Task CaptureAsync(LiveWork work, CancellationToken cancellationToken)
    {
        await Task.Delay(options.Value.FingerPause, time, cancellationToken);
        if (sensor.Status.State != DeviceState.Ready)
        {
            var changed = sensor.Changed;
            await desk.HintAsync(work.Case, CaseHints.NoSensor, cancellationToken);
            await time.WaitAnyAsync(Retry, cancellationToken, changed);
            if (sensor.Status.State == DeviceState.Ready) await desk.HintAsync(work.Case, null, cancellationToken);
            return;
        }
        if (await TryCaptureAsync(cancellationToken) is not { } image)
        {
            // One that gives nothing is not asked without a pause.
            await Task.Delay(Breath, time, cancellationToken);
            return;
        }
        try
        {
            await desk.TakeAsync(work.Case, work.Turn, image, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It was not the desk's yet.
            image.Dispose();
            throw;
        }
    }

    private async Task<FingerImage?> TryCaptureAsync(CancellationToken cancellationToken)
    {
        FingerImage? image = null;
        using var waited = new CancellationTokenSource(WaitForFinger, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waited.Token, cancellationToken);
        try
        {
            await sensor.TryUseAsync(async (port, token) => image = await port.CaptureAsync(token), CaptureLimit, either.Token);
        }
        catch (OperationCanceledException) when (waited.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Nobody laid a finger: asked again.
        }
        return image;
    }

    [LoggerMessage(LogLevel.Error, "Something in the case in hand broke ({Kind}); it is gone on with. {Where}")]
    private partial void LogBroke(string kind, string? where);
}
