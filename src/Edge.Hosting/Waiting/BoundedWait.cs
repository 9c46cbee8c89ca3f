namespace Edge.Hosting.Waiting;

internal static class BoundedWait
{
    /// <summary>Waits for the first of the tasks, but no longer than told; false where the time was over first.</summary>
    public static async Task<bool> WaitAnyAsync(this TimeProvider time, TimeSpan longest, CancellationToken cancellationToken, params Task[] tasks)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = Task.Delay(longest, time, over.Token);
        var first = await Task.WhenAny([.. tasks, wait]);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first != wait;
    }
}
