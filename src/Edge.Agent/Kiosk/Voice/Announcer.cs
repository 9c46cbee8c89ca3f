using Edge.Agent.Devices;
using Edge.Agent.Devices.Sound;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>The board's voice: says one thing after another, and nobody waits for it.</summary>
internal sealed partial class Announcer(IDevice<ISpeaker> speaker, PromptBook book, IOptions<VoiceOptions> options, TimeProvider time, ILogger<Announcer> logger)
    : BackgroundService, IVoice, INarrator, IStatusSection
{
    private const int Remembered = 20;

    // A player takes a moment to begin, the more so on a busy board.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SpeechQueue _queue = new(options.Value.Waiting);
    private readonly Lock _lock = new();
    private readonly Queue<Said> _recent = new();
    private long _said, _unheard;

    public string Name => "voice";

    /// <summary>The last things begun, oldest first, also where no speaker was there to be heard: for a page that shows them.</summary>
    public IReadOnlyList<Said> Recent
    {
        get
        {
            lock (_lock) return [.. _recent];
        }
    }

    public void Say(string language, IReadOnlyList<string> phrases)
    {
        if (phrases.Count > 0) _queue.Add(new Utterance(language, phrases));
    }

    public SpokenPhrase Find(string language, string phrase) => book.Find(language, phrase);

    public async Task<Hearing> TellAsync(string language, string phrase, CancellationToken cancellationToken)
    {
        var heard = new TaskCompletionSource<Hearing>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add(new Utterance(language, [phrase]) { Heard = heard });
        return await heard.Task.WaitAsync(cancellationToken);
    }

    public void Hush() => _queue.Clear();

    /// <summary>What was said while there was no speaker, or it broke off.</summary>
    public long Unheard => Interlocked.Read(ref _unheard);

    public object Read() => new
    {
        Said = Interlocked.Read(ref _said),
        Unheard,
        _queue.Dropped,
        Clips = book.Languages.ToDictionary(l => l, book.Clips),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            var (what, silence) = await _queue.NextAsync(stoppingToken);
            try
            {
                Remember(what);
                what.Over(await SpeakAsync(what, silence) ? Hearing.Whole : Hearing.Silent);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                // Hushed, or a call came in between.
            }
            finally
            {
                _queue.Done();
            }
        }
    }

    private async Task<bool> SpeakAsync(Utterance what, CancellationToken silence)
    {
        var clips = what.Phrases.Select(p => book.Clip(what.Language, p)).OfType<string>().ToList();
        if (clips.Count == 0) return false;
        var limit = clips.Aggregate(Patience, (sum, clip) => sum + book.LengthOf(clip) + TimeSpan.FromSeconds(1));
        if (await speaker.TryUseAsync((port, token) => port.PlayAsync(clips, token), limit, silence)) return true;
        // Words that come late are worse than none: they are not said again when the speaker is back.
        if (Interlocked.Increment(ref _unheard) == 1 && speaker.Status.State != DeviceState.Absent) LogUnheard(speaker.Status.Reason ?? "it broke off");
        return false;
    }

    private void Remember(Utterance what)
    {
        var text = string.Join(' ', what.Phrases.Select(p => book.Text(what.Language, p)).OfType<string>());
        lock (_lock)
        {
            _recent.Enqueue(new Said(Interlocked.Increment(ref _said), time.GetUtcNow(), what.Language, what.IsCall, text));
            if (_recent.Count > Remembered) _recent.Dequeue();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The speaker did not say what it was given ({Reason}); how often is in the status, not here")]
    private partial void LogUnheard(string reason);
}

/// <summary>Something the board said, as text.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Text">Its phrases in a row; empty for a tone alone.</param>
internal sealed record Said(long Number, DateTimeOffset At, string Language, bool Call, string Text);
