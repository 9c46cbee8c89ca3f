using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Hub.Export.Following;

/// <summary>Follows until it is stopped: looks every two seconds, waits longer and longer while the target takes nothing, and tells the hub from time to time. What is set aside comes after what is new, at the start and once a day.</summary>
/// <param name="tellEvery">Each time it is told, boards that keep records ask which of them are safe: not too often.</param>
internal sealed class FollowLoop(Follower follower, TimeSpan tellEvery, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenRetries = TimeSpan.FromDays(1);

    private static readonly TimeSpan RetryGoesOn = TimeSpan.FromMinutes(10);

    private DateTimeOffset _toldAt = DateTimeOffset.MinValue;
    private (long Since, TimeSpan Wait)? _retried;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(1);
        while (true)
        {
            var pause = Look;
            try
            {
                await follower.DeliverAsync(cancellationToken);
                wait = TimeSpan.FromSeconds(1);
                if (_retried is not { } last || time.GetElapsedTime(last.Since) >= last.Wait) _retried = (time.GetTimestamp(), await follower.RetryAsync(cancellationToken) ? BetweenRetries : RetryGoesOn);
            }
            catch (NotNowException e)
            {
                pause = e.RetryAfter is { } asked && asked > wait ? asked : wait;
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                follower.Say($"not now: {Reason.Of(e)}; it is tried again, and nothing is lost");
            }
            catch (SqliteException e)
            {
                follower.Say($"the archive cannot be read: {Reason.Of(e)}; it is tried again");
            }
            catch (HubException e) when (e is not FollowEndedException)
            {
                follower.Say($"not now: {Reason.Of(e)}; it is tried again");
            }
            await TellAsync(cancellationToken);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _toldAt < tellEvery) return;
        try
        {
            await follower.TellAsync(cancellationToken);
            _toldAt = time.GetUtcNow();
        }
        catch (HubException e)
        {
            follower.Say($"what is safe could not be told to the hub: {Reason.Of(e)}; it is tried again");
        }
        catch (SqliteException e)
        {
            follower.Say($"the archive cannot be read: {Reason.Of(e)}; it is tried again");
        }
    }
}
