using Edge.Agent.Identity.Officers;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Desk.Sessions;

/// <summary>Locks the desk when its officer has left it: the area's key goes out of memory, whether or not a page is open.</summary>
internal sealed partial class IdleLock(DeskSessions sessions, OfficerDuty duty, DeskCase work, TimeProvider time, ILogger<IdleLock> logger) : BackgroundService
{
    // Level-triggered: nobody need tell this service of each act.
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var progress = "";
        while (true)
        {
            Task[] changes = [sessions.Changed, duty.Changed];
            if (sessions.Left() is not { } left)
            {
                await changes[0].WaitAsync(stoppingToken);
                continue;
            }
            changes = [.. changes, work.Changed()];
            if (work.Progress() is var now && now != progress)
            {
                progress = now;
                sessions.Touch();
                left = sessions.Left() ?? left;
            }
            if (duty.Current is null || left <= TimeSpan.Zero)
            {
                if (left <= TimeSpan.Zero) LogLocked();
                sessions.End();
                continue;
            }
            await time.WaitAnyAsync(left > LeastWait ? left : LeastWait, stoppingToken, changes);
        }
    }

    [LoggerMessage(LogLevel.Information, "The desk has locked itself: nobody did anything (Desk:IdleLock)")]
    private partial void LogLocked();
}
