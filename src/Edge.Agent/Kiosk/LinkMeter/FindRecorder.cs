using Edge.Agent.Devices;
using Edge.Agent.Devices.Link;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Spool;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>Notes for the next team where there is signal, when, and how strong: the officer names the place, the board the rest.</summary>
internal sealed class FindRecorder(IDevice<ILinkMeter> meter, FindStore store, SceneBoard scenes, FailStop failStop, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Reads the modem and keeps what it says of this place; null, or why it is not kept. Durable, then shown.</summary>
    public async Task<(SignalFind? Find, FindRefusal? Refusal)> NoteAsync(string? place, CancellationToken cancellationToken)
    {
        if (PlaceName.Read(place) is not { } name) return (null, new FindRefusal(FindProblem.BadPlace, $"the place must be {PlaceName.Rule}"));
        if (meter.Status.State == DeviceState.Absent) return (null, new FindRefusal(FindProblem.NoModem, "no settings name a modem (Devices:Modem:Driver), so there is no signal to note"));
        // Now, and not what was measured lately: somebody may have walked on since.
        LinkReading? reading = null;
        await meter.TryUseAsync(async (port, token) => reading = await port.ReadAsync(token), Limit, cancellationToken);
        if (reading is null) return (null, new FindRefusal(FindProblem.NoReading, $"the modem tells nothing now ({meter.Status.Reason ?? "it is being opened"}); look whether it is plugged in, then try again"));
        var find = new SignalFind(name, time.Local(), Math.Clamp(reading.Bars, 0, 4), reading.Dbm, reading.Technology);
        // It waits for the disk, and so must no thread of the server's.
        return await Task.Run(() => Keep(find), CancellationToken.None) is { } refusal ? (null, refusal) : (find, null);
    }

    private FindRefusal? Stopped => failStop.Reason is { } reason
        ? new FindRefusal(FindProblem.StoreFailed, $"no place is noted after a failure: {reason}. Restart the agent; it will check what is on the disk")
        : null;

    private FindRefusal? Keep(SignalFind find)
    {
        if (Stopped is { } stopped) return stopped;
        try
        {
            store.Add(find);
        }
        catch (SqliteException e)
        {
            var failure = failStop.Judge(e, "the place could not be noted");
            return Stopped ?? new FindRefusal(failure is SpoolFullException ? FindProblem.StoreFull : FindProblem.StoreBusy, failure.Message);
        }
        scenes.Update(s => s with { Finds = store.Newest });
        return null;
    }
}
