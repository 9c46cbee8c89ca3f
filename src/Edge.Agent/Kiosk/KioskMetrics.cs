using System.Diagnostics.Metrics;
using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Store;

namespace Edge.Agent.Kiosk;

/// <summary>The queue in numbers.</summary>
internal sealed class KioskMetrics : IDisposable
{
    private readonly Meter _meter = new("Edge.Agent.Kiosk");
    private readonly Counter<long> _steps;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _service;

    public KioskMetrics(QueueStore book, DeviceEvents events)
    {
        // Whoever collects asks how many wait, and how many presses found no room.
        _meter.CreateObservableGauge("edge.kiosk.waiting", () => book.Current.Waiting.Count(), "{ticket}", "Tickets that wait.");
        _meter.CreateObservableCounter("edge.kiosk.events.dropped", () => events.Dropped, "{event}", "Presses that found no room.");
        _steps = _meter.CreateCounter<long>("edge.kiosk.steps", "{step}", "Steps of the queue, by kind.");
        _commit = _meter.CreateHistogram<double>("edge.kiosk.commit.duration", "s", "Time until a step was durable.");
        _service = _meter.CreateHistogram<double>("edge.kiosk.service.duration", "s", "From call to end of a case.");
    }

    public void Committed(Step step, TimeSpan took)
    {
        _steps.Add(1, new KeyValuePair<string, object?>("kind", step.Kind.ToString()));
        _commit.Record(took.TotalSeconds);
        foreach (var ticket in step.Changed)
        {
            if (ticket.Took is { } service && step.Kind is StepKind.Done or StepKind.Called) _service.Record(service.TotalSeconds);
        }
    }

    public void Dispose() => _meter.Dispose();
}
