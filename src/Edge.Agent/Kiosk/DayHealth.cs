using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Telemetry;

namespace Edge.Agent.Kiosk;

/// <summary>The service day's sums as the hub is told them: the same that the board's status says.</summary>
internal static class DayHealth
{
    public static IEnumerable<MetricValue> Of(DaySums sums) =>
    [
        new(BoardMetrics.DayNumber, (int)sums.Day),
        new(BoardMetrics.DayTickets, sums.Tickets),
        new(BoardMetrics.DayEnrolled, sums.Enrolled),
        new(BoardMetrics.DayUnable, sums.Unable),
        new(BoardMetrics.DayNoShow, sums.NoShow),
        new(BoardMetrics.DayCancelled, sums.Cancelled),
        new(BoardMetrics.DayInProgress, sums.InProgress),
        new(BoardMetrics.DayWaiting, sums.Waiting),
    ];
}
