using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Api;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Store;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Kiosk;

/// <summary>What the kiosk tells in <c>status</c>.</summary>
internal sealed class KioskStatus(QueueStore book, SceneBoard scenes, DeviceEvents events) : IStatusSection
{
    public string Name => "kiosk";

    public object Read()
    {
        var (state, scene) = (book.Current, scenes.Current);
        return new
        {
            Day = DaySums.Of(state),
            state.IsOpen,
            state.Day?.OpenedAt,
            AtDesk = state.AtDesk?.Number,
            Counts = QueueView.Counts(state),
            PriorityWaiting = state.Waiting.Count(t => t.Priority),
            Problem = scene.StoreProblem,
            LinkBars = scene.Bars,
            PressesDropped = events.Dropped,
        };
    }
}
