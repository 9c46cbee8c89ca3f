using System.Diagnostics;

namespace Edge.Agent.Tests.Support;

/// <summary>Waits for what other threads do.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition, TimeSpan atMost) => Assert.True(await IsTrueAsync(condition, atMost), $"not so within {atMost}");

    public static async Task<bool> IsTrueAsync(Func<bool> condition, TimeSpan atMost)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > atMost) return condition();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        return true;
    }
}
