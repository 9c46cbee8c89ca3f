namespace Edge.Testing.Time;

/// <summary>Waits for what others do: bounded, and saying what was waited for.</summary>
internal static class Until
{
    // Far beyond what any of it takes: a busy machine must not decide.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task TrueAsync(Func<bool> condition, TimeSpan atMost) => TrueAsync(() => Task.FromResult(condition()), atMost, () => "what was waited for is not so");

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, Limit, () => $"still not: {what}");

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan atMost, Func<string> otherwise)
    {
        if (!await IsTrueAsync(condition, atMost)) throw new TimeoutException($"After {atMost}: {otherwise()}");
    }

    public static Task<bool> IsTrueAsync(Func<bool> condition, TimeSpan atMost) => IsTrueAsync(() => Task.FromResult(condition()), atMost);

    /// <summary>The task, or a failure that names it.</summary>
    public static async Task<T> DoneAsync<T>(Task<T> task, string what)
    {
        await TrueAsync(() => task.IsCompleted, what);
        return await task;
    }

    private static async Task<bool> IsTrueAsync(Func<Task<bool>> condition, TimeSpan atMost)
    {
        var (time, pause) = (TimeProvider.System, TimeSpan.FromMilliseconds(1));
        for (var started = time.GetTimestamp(); !await condition();)
        {
            if (time.GetElapsedTime(started) > atMost) return await condition();
            await Task.Delay(pause, time);
            // What is quick is seen at once, and what takes long is not asked a thousand times a second.
            if (pause < TimeSpan.FromMilliseconds(50)) pause *= 1.5;
        }
        return true;
    }
}
