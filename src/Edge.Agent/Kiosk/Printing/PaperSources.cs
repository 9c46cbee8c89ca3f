using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>Several sources of papers as one. Who waits for a ticket comes before everything else.</summary>
internal sealed class PaperSources(IEnumerable<IPaperSource> sources) : IPaperSource
{
    private readonly List<IPaperSource> _sources = [.. sources];
    private Task? _changed;
    private (Paper Paper, IPaperSource Source)? _given;

    // One task until it completes: whoever looks every two seconds would leave a waiter behind each time.
    public Task Changed => _changed is { IsCompleted: false } waits ? waits : _changed = Task.WhenAny(_sources.Select(s => s.Changed));

    public Paper? Next()
    {
        foreach (var source in _sources)
        {
            if (source.Next() is not { } paper) continue;
            _given = (paper, source);
            return paper;
        }
        return null;
    }

    public void Printed(Paper paper)
    {
        if (_given is not { } given || given.Paper.Id != paper.Id) throw new ArgumentException($"Paper {paper.Id} was not given last.", nameof(paper));
        _given = null;
        given.Source.Printed(paper);
    }
}
