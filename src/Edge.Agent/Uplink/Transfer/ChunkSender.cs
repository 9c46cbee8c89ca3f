using System.Buffers;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Reads and sends the chunks the scheduler chooses; one that cannot be read takes its record out and no other.</summary>
internal sealed class ChunkSender(AgentIdentity identity, TransferScheduler scheduler, Prefetcher prefetcher, TimeProvider time)
{
    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    // Looked at no more often than this, and no more seldom: what a write has already given to the kernel is counted twice until it is over.
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MostWait = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends until the grant is used up, the kernel has enough or nothing is left to send; says how long the kernel has enough, zero where it was not that.</summary>
    /// <exception cref="MqttException">The connection is lost.</exception>
    public async Task<TimeSpan> SendAsync(IMqttConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var link = connection.Link;
            var wait = scheduler.Backpressure(connection.UnsentBytes, link, Now);
            if (scheduler.KernelBytes(link) is { } bytes) connection.LimitKernel(bytes);
            if (wait > TimeSpan.Zero) return wait < LeastWait ? LeastWait : wait > MostWait ? MostWait : wait;
            if (scheduler.NextChunk(Now) is not { Count: > 0 } pieces) return TimeSpan.Zero;
            var chunk = new Chunk { Number = pieces[0].Number };
            var buffer = ArrayPool<byte>.Shared.Rent(pieces.Sum(p => p.Length));
            try
            {
                Fill(chunk, pieces, buffer);
                // With nothing in it, it counts as lost.
                if (chunk.Data.IsEmpty && chunk.Whole.Count == 0) continue;
                await connection.PublishAsync(Topics.Chunk(identity.Node), chunk.ToByteArray(), MqttQos.AtMostOnce, retain: false, cancellationToken);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private void Fill(Chunk chunk, IReadOnlyList<Piece> pieces, Memory<byte> buffer)
    {
        RecordManifest? before = null;
        foreach (var piece in pieces)
        {
            var sealedBytes = buffer[..piece.Length];
            buffer = buffer[piece.Length..];
            if (!TryRead(piece, sealedBytes.Span)) continue;
            var (manifest, data) = (piece.Record.Manifest, UnsafeByteOperations.UnsafeWrap(sealedBytes));
            if (piece.IsWhole) chunk.Whole.Add(WholeRecords.Pack(manifest, data, before));
            else (chunk.RecordId, chunk.Offset, chunk.Data) = (manifest.Fields.RecordId, (ulong)piece.First, data);
            before = manifest;
        }
    }

    private bool TryRead(Piece piece, Span<byte> output)
    {
        try
        {
            prefetcher.Reader(piece.Record).Read(piece.First, output);
            return true;
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
        return false;
    }
}
