namespace Edge.Hosting.Waiting;

/// <summary>Says now and then how far long work is.</summary>
internal sealed class Progress(Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private long _said = time.GetTimestamp();

    public void Tell(string how)
    {
        if (time.GetElapsedTime(_said) < Pause) return;
        _said = time.GetTimestamp();
        say(how);
    }

    public void Say(string what) => say(what);
}
