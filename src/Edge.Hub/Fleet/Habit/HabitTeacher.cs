using Edge.Hub.Archive;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Fleet.Habit;

/// <summary>Learns the habits of boards beside everything else, a few at a time.</summary>
internal sealed partial class HabitTeacher(HabitBook habits, SteadyClock clock, TimeProvider time, ILogger<HabitTeacher> logger) : BackgroundService
{
    private const int Together = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await habits.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await StepAsync(stoppingToken);
    }

    /// <summary>Learns of some boards; not while the clock may be years ahead, for then nothing was heard for long, and every habit would be forgotten.</summary>
    internal async Task StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await clock.MayDeleteAsync(cancellationToken)) await habits.LearnAsync(Together, cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or DbUpdateException)
        {
            LogNotLearned(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What was learned of boards' habits could not be written down; it holds until the hub stops, and is learned again then")]
    private partial void LogNotLearned(Exception exception);
}
