using Edge.Hosting.Waiting;

namespace Edge.Agent.Kiosk.Show;

/// <summary>Holds the newest scene. Writing it never waits for whoever shows it.</summary>
internal sealed class SceneBoard
{
    private readonly Lock _gate = new();
    private readonly Signal _changed = new();
    private volatile Scene _current = new();

    public Scene Current => _current;

    /// <summary>Completes at the next change after the call.</summary>
    public Task Changed => _changed.Next;

    public void Update(Func<Scene, Scene> change)
    {
        lock (_gate)
        {
            var next = change(_current);
            if (next == _current) return;
            _current = next;
        }
        _changed.Set();
    }
}
