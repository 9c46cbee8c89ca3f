using System.Buffers;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Reads and sends the chunks the scheduler chooses; one that cannot be read takes its record out and no other.</summary>
internal sealed class ChunkSender(AgentIdentity identity, TransferScheduler scheduler, Prefetcher prefetcher, TimeProvider time)
{
    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>Sends until the grant is used up or nothing is left to send.</summary>
    /// <exception cref="MqttException">The connection is lost.</exception>
    public async Task SendAsync(IMqttConnection connection, CancellationToken cancellationToken)
    {
        while (scheduler.NextChunk(Now) is { } piece)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(piece.Length);
            try
            {
                prefetcher.Reader(piece.Record).Read(piece.First, buffer.AsSpan(0, piece.Length));
                var chunk = new Chunk
                {
                    Number = piece.Number,
                    RecordId = piece.Record.Manifest.Fields.RecordId,
                    Offset = (ulong)piece.First,
                    Data = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, piece.Length)),
                };
                await connection.PublishAsync(Topics.Chunk(identity.Node), chunk.ToByteArray(), MqttQos.AtMostOnce, retain: false, cancellationToken);
            }
            catch (SpoolDamagedException)
            {
                // The quarantine has said so, with the file's place.
                prefetcher.Drop(piece.Record);
            }
            catch (SpoolException e)
            {
                prefetcher.PutOff(piece.Record, Now, e);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
