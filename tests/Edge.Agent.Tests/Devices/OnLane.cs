using Edge.Agent.Devices.Supervision;

namespace Edge.Agent.Tests.Devices;

/// <summary>Runs a driver's call as the supervisor does: on a thread of its own, which it may block.</summary>
internal static class OnLane
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        var lane = new DeviceThread("test");
        try
        {
            return await lane.RunAsync(call).WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        }
        finally
        {
            lane.Close();
        }
    }
}
