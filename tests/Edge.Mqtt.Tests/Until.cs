using System.Diagnostics;

namespace Edge.Mqtt.Tests;

/// <summary>Bounded waits for named conditions.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Limit) throw new TimeoutException($"Not within {Limit}: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The task, or a failure that names it.</summary>
    public static async Task<T> DoneAsync<T>(Task<T> task, string what)
    {
        await TrueAsync(() => task.IsCompleted, what);
        return await task;
    }
}
