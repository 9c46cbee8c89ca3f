using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Mqtt;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>What shows whether ingest lives: its connection, and, while no board says anything, that one would be heard: the hub hears itself through the broker. And where commits fail, whether they still do.</summary>
internal sealed class IngestEcho(IBroker broker, Ingestor ingestor, IngestStatus status, HubHealth health, TimeProvider time)
{
    /// <summary>No board can have this name.</summary>
    public const string Topic = "edge/v1/hub/echo";

    /// <summary>What must get done is named so.</summary>
    public const string Work = "ingest";

    /// <summary>Nothing heard, not even ourselves, for so long means that ingest hangs.</summary>
    public static readonly TimeSpan Hangs = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>From now on ingest must get done.</summary>
    public void Begin()
    {
        health.Set(Work, false, "not connected to the broker yet");
        health.Expect(Work, Hangs, () => broker.RunsSince);
    }

    public void Connected()
    {
        status.Connected = true;
        health.Set(Work, true, "listening to the boards");
    }

    public void Lost(string? problem)
    {
        status.Connected = false;
        health.Set(Work, false, problem ?? "not connected to the broker");
        // Another's broker that is down is no reason to start this hub anew; its own that refuses it is.
        if (!broker.IsOurs) health.Done(Work);
    }

    /// <summary>Something was heard, and what it said is dealt with.</summary>
    public void Done() => health.Done(Work);

    /// <summary>Calls until the token ends or the connection does.</summary>
    public async Task RunAsync(IMqttConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await connection.PublishAsync(Topic, ReadOnlyMemory<byte>.Empty, MqttQos.AtMostOnce, retain: false, cancellationToken);
                // Another's access list may not let it come back; a hub that is started anew could not mend that.
                if (!broker.IsOurs) health.Done(Work);
                if (status.Problem is not null) await TryStoreAsync(cancellationToken);
                await Task.Delay(Every, time, cancellationToken);
            }
        }
        catch (Exception e) when (e is MqttException or OperationCanceledException)
        {
            // The connection is over; whoever owns it knows.
        }
    }

    private async Task TryStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ingestor.AloneAsync(batch => NoteAsync(batch, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            // It still fails, and the status says so.
        }
    }

    private static async Task<bool> NoteAsync(Batch batch, CancellationToken cancellationToken)
    {
        // Another value than before: one that changes nothing would not be written.
        var value = batch.Now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        await HubSetting.PutAsync(batch.Db, HubSetting.LastTrial, value, cancellationToken);
        return true;
    }
}
