using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Boards;
using Google.Protobuf;

namespace Edge.Hub.Objects;

/// <summary>Answers what boards ask of the objects on offer. What is of a revoked board, or about an object that is not on offer to it, or not any more, gets no answer.</summary>
internal sealed class ObjectServer(ObjectCatalog catalog, SealedObjects objects, NodeRegistry nodes)
{
    // An ask is small and its answer is not: what else is missing is asked for with the next one.
    internal const int MostBytes = 2 * Limits.AnswerBytes;

    /// <param name="node">The board that asks.</param>
    /// <param name="ask">What it asks, which <see cref="AskRules"/> has let through.</param>
    public async Task<IReadOnlyList<(string Node, Answer Answer)>> AnswersAsync(string node, Ask ask, CancellationToken cancellationToken)
    {
        if (nodes.IsRevoked(node)) return [];
        var found = catalog.Find(ask.Digest)?.Bytes ?? await objects.FindAsync(node, ask.Digest, cancellationToken);
        return found is { } bytes ? [.. Pieces(ask, bytes).Select(a => (node, a))] : [];
    }

    private static IEnumerable<Answer> Pieces(Ask ask, ReadOnlyMemory<byte> bytes)
    {
        var room = (ulong)MostBytes;
        foreach (var range in ask.Missing)
        {
            var end = Math.Min(range.End, (ulong)bytes.Length);
            for (var at = range.First; at < end && room > 0;)
            {
                var length = Math.Min(Math.Min(end - at, room), Limits.AnswerBytes);
                yield return new Answer { Digest = ask.Digest, Offset = at, Data = ByteString.CopyFrom(bytes.Slice((int)at, (int)length).Span) };
                at += length;
                room -= length;
            }
        }
    }
}
