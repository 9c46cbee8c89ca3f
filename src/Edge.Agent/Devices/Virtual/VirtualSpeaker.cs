using Edge.Agent.Devices.Sound;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A speaker that notes what it would say, and takes as long as that lasts.</summary>
internal sealed class VirtualSpeaker(VirtualPart part, TimeProvider time)
{
    private const int Kept = 100;
    private readonly Lock _lock = new();
    private readonly Queue<SpokenClip> _spoken = new();
    private SpokenClip? _playing;
    private long _count;

    /// <summary>Whether a clip takes its time; off in tests that have none.</summary>
    public bool Paced { get; set; } = true;

    /// <summary>The last clips begun, oldest first.</summary>
    public IReadOnlyList<SpokenClip> Spoken
    {
        get
        {
            lock (_lock) return [.. _spoken];
        }
    }

    /// <summary>What is heard now; null is silence.</summary>
    public SpokenClip? Playing
    {
        get
        {
            lock (_lock) return _playing;
        }
    }

    public ISpeaker Open() => new Port(this, part.Connect());

    private async Task PlayAsync(IReadOnlyList<string> clips, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var clip in clips)
            {
                var length = ClipLength.Of(clip);
                Begin(clip);
                if (Paced) await Task.Delay(length, time, cancellationToken);
            }
        }
        finally
        {
            lock (_lock) _playing = null;
            part.Touch();
        }
    }

    private void Begin(string clip)
    {
        lock (_lock)
        {
            _spoken.Enqueue(_playing = new SpokenClip(++_count, clip));
            if (_spoken.Count > Kept) _spoken.Dequeue();
        }
        part.Touch();
    }

    private sealed class Port(VirtualSpeaker speaker, VirtualPlug plug) : ISpeaker, ICheckable
    {
        public async Task PlayAsync(IReadOnlyList<string> clips, CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            await plug.UseAsync(token => speaker.PlayAsync(clips, token), cancellationToken);
        }

        public Task CheckAsync(CancellationToken cancellationToken) => plug.CallAsync(cancellationToken);

        public void Dispose()
        {
        }
    }
}

/// <summary>A clip that a virtual speaker was given.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Path">The WAV file.</param>
internal sealed record SpokenClip(long Number, string Path);
