using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Agent.Desk.Live;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Kiosk.Api;
using Edge.Agent.Kiosk.Queue;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Desk.Api;

/// <summary>How everything is, once or as it changes.</summary>
internal sealed class StateActs(DeskView view, QueueView queue, DeskStream stream)
{
    private static readonly JsonSerializerOptions Told = new(Answers.Json) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public IEnumerable<DeskRoute> Routes() =>
    [
        DeskRoute.Get("state", "Officer, queue, the case in hand, worklist, the day's sums, devices.", call => call.Context.Response.WriteAsJsonAsync(Read(call.Officer, call.Desk), Told, call.Aborted)),
        DeskRoute.Get("live", "The same as server-sent events: at once, and whenever it changes. The event 'locked' is the last.", LiveAsync) with { Answers = "text/event-stream" },
    ];

    private Task LiveAsync(DeskCall call)
    {
        var before = "";
        return stream.SendAsync(call.Context, call.Keys.Read(call.Context.Request), officer =>
        {
            var now = JsonSerializer.Serialize(Read(officer, call.Desk), Told);
            if (now == before) return null;
            return before = now;
        });
    }

    private object Read(SignedIn officer, int desk)
    {
        var state = view.Read(officer, desk);
        return new { state.Officer, state.Node, state.Place, state.Trial, Queue = queue.Queue(), state.Case, state.Worklist, Day = DaySums.Of(state.Queue), state.Devices, Faults = state.Faults.Select(f => new { f.Device, f.What, f.Word.Vi, f.Word.En, Notice = f.IsNotice }), state.Bars };
    }
}
