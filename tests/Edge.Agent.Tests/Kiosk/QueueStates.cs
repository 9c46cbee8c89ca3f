using System.Text.Json;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>Compares queues by what is in them.</summary>
internal static class QueueStates
{
    public static string Text(QueueState state) => JsonSerializer.Serialize(new { state.Day, state.Tickets, state.PriorityRun, state.Undo });

    public static void AssertSame(QueueState expected, QueueState actual) => Assert.Equal(Text(expected), Text(actual));
}
