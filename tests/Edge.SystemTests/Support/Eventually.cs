namespace Edge.SystemTests.Support;

/// <summary>Waits for a named condition, within a bound.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(started) > limit) Assert.Fail($"After {limit}: {otherwise()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, TestContext.Current.CancellationToken);
        }
    }
}
