using System.Collections.Concurrent;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Sound;

namespace Edge.Agent.Tests.Kiosk.Voice;

/// <summary>A speaker that plays as long as the test lets it.</summary>
internal sealed class ScriptedSpeaker : IDevice<ISpeaker>, ISpeaker
{
    private int _playing;

    public bool Plugged { get; set; } = true;

    /// <summary>While set, what is played lasts until it completes.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public ConcurrentQueue<string> Begun { get; } = new();

    public ConcurrentQueue<string> Finished { get; } = new();

    public bool Overlapped { get; private set; }

    public DeviceStatus Status => new("speaker", Plugged ? DeviceState.Ready : DeviceState.Failed, null, DateTimeOffset.UnixEpoch);

    public Task Changed { get; } = new TaskCompletionSource().Task;

    public async Task<bool> TryUseAsync(Func<ISpeaker, CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!Plugged) return false;
        await work(this, cancellationToken);
        return true;
    }

    public async Task PlayAsync(IReadOnlyList<string> clips, CancellationToken cancellationToken)
    {
        Overlapped |= Interlocked.Exchange(ref _playing, 1) == 1;
        var name = string.Join(' ', clips.Select(c => Path.GetFileNameWithoutExtension(c)));
        Begun.Enqueue(name);
        try
        {
            if (Hold is { } hold) await hold.Task.WaitAsync(cancellationToken);
            Finished.Enqueue(name);
        }
        finally
        {
            Interlocked.Exchange(ref _playing, 0);
        }
    }

    public void Dispose()
    {
    }
}
