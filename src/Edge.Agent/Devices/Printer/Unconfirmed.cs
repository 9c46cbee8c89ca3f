namespace Edge.Agent.Devices.Printer;

/// <summary>
/// Stops the printing after a second time that the printer took the same paper whole and confirmed nothing: it would go on for ever.
/// Somebody has to have a look; that somebody did is seen by the printer, which was ready and then was not.
/// </summary>
internal sealed class Unconfirmed
{
    private const int Most = 2;

    private string? _paper;
    private int _times;
    private bool _wasReady;
    private bool _touched;

    /// <summary>Why nothing is printed; null where it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The paper was taken and not confirmed; true where that ends the printing.</summary>
    public bool Add(string paper, string reason)
    {
        _times = paper == _paper ? _times + 1 : 1;
        _paper = paper;
        if (_times < Most) return false;
        (Problem, _wasReady, _touched) = (reason, false, false);
        return true;
    }

    public void Printed() => (_paper, _times) = (null, 0);

    /// <summary>The printer was seen, ready or not.</summary>
    public void Saw(bool ready)
    {
        if (Problem is null) return;
        // It is closed and opened after the break, and may be busy: only from then on a change is somebody's doing.
        if (!_wasReady) _wasReady = ready;
        else if (!ready) _touched = true;
        else if (_touched) (Problem, _paper, _times) = (null, null, 0);
    }
}
