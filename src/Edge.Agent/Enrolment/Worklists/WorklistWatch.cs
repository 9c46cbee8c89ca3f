using Edge.Agent.Identity.Officers;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Enrolment.Worklists;

/// <summary>Looks every hour whether the worklist has expired, and at each signing in and out whether it has to be closed.</summary>
internal sealed partial class WorklistWatch(WorklistBook book, OfficerDuty duty, TimeProvider time, ILogger<WorklistWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            var changed = duty.Changed;
            try
            {
                book.Tend();
            }
            catch (IOException e)
            {
                LogNotDeleted(e);
            }
            await time.WaitAnyAsync(Pace, stoppingToken, changed);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The worklist has expired and could not be deleted; tried again in an hour")]
    private partial void LogNotDeleted(Exception exception);
}
