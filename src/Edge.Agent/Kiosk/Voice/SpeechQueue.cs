namespace Edge.Agent.Kiosk.Voice;

/// <summary>What is still to be said: calls before chatter, few of each, the newest kept. A call interrupts chatter, which is said again after it.</summary>
internal sealed class SpeechQueue(int depth)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Utterance> _calls = new(), _chatter = new();
    private TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _speaking;
    private Utterance? _spoken;
    private long _dropped;

    /// <summary>How many found no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(Utterance utterance)
    {
        lock (_lock)
        {
            var line = utterance.IsCall ? _calls : _chatter;
            line.AddLast(utterance);
            Trim(line);
            if (utterance.IsCall && _spoken is { IsCall: false } interrupted)
            {
                _chatter.AddFirst(interrupted);
                Trim(_chatter);
                Silence();
            }
            _filled.TrySetResult();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            foreach (var unsaid in _calls.Concat(_chatter)) unsaid.Over(Hearing.Cut);
            _spoken?.Over(Hearing.Cut);
            _calls.Clear();
            _chatter.Clear();
            Silence();
        }
    }

    /// <summary>Waits for something to say. Its token ends when it must fall silent; <see cref="Done"/> follows in any case.</summary>
    public async Task<(Utterance What, CancellationToken Silence)> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task filled;
            lock (_lock)
            {
                if ((_calls.First ?? _chatter.First) is { } node)
                {
                    node.List!.Remove(node);
                    (_spoken, _speaking) = (node.Value, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
                    return (node.Value, _speaking.Token);
                }
                if (_filled.Task.IsCompleted) _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
                filled = _filled.Task;
            }
            await filled.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What <see cref="NextAsync"/> gave has been said, or not.</summary>
    public void Done()
    {
        lock (_lock)
        {
            _speaking?.Dispose();
            (_spoken, _speaking) = (null, null);
        }
    }

    private void Silence()
    {
        _spoken = null;
        // Not under the lock: whoever plays may end within it.
        if (_speaking is { } speaking) _ = speaking.CancelAsync();
    }

    private void Trim(LinkedList<Utterance> line)
    {
        while (line.Count > depth)
        {
            line.First!.Value.Over(Hearing.Cut);
            line.RemoveFirst();
            Interlocked.Increment(ref _dropped);
        }
    }
}

/// <summary>Something to be said in one go.</summary>
internal sealed record Utterance(string Language, IReadOnlyList<string> Phrases)
{
    /// <summary>It begins with the chime and is for everybody in the room; all else is for whoever stands before the kiosk.</summary>
    public bool IsCall => Phrases.Count > 0 && Phrases[0] == Phrase.Chime;

    /// <summary>Told how it was heard; null where nobody asks.</summary>
    public TaskCompletionSource<Hearing>? Heard { get; init; }

    /// <summary>It will not be said again.</summary>
    public void Over(Hearing hearing) => Heard?.TrySetResult(hearing);
}
