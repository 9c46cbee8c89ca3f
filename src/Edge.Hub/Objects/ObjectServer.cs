using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Boards;
using Google.Protobuf;

namespace Edge.Hub.Objects;

/// <summary>Answers what boards ask of the objects on offer. What is of a revoked board, or about an object that is not on offer any more, gets no answer.</summary>
internal sealed class ObjectServer(ObjectCatalog catalog, NodeRegistry nodes)
{
    // An ask is small and its answer is not: what else is missing is asked for with the next one.
    internal const int MostBytes = 2 * Limits.AnswerBytes;

    /// <param name="node">The board that asks.</param>
    /// <param name="ask">What it asks, which <see cref="AskRules"/> has let through.</param>
    public IEnumerable<(string Node, Answer Answer)> Answers(string node, Ask ask) =>
        !nodes.IsRevoked(node) && catalog.Find(ask.Digest) is { } found ? Pieces(ask, found).Select(a => (node, a)) : [];

    private static IEnumerable<Answer> Pieces(Ask ask, CatalogObject found)
    {
        var room = (ulong)MostBytes;
        foreach (var range in ask.Missing)
        {
            var end = Math.Min(range.End, (ulong)found.Bytes.Length);
            for (var at = range.First; at < end && room > 0;)
            {
                var length = Math.Min(Math.Min(end - at, room), Limits.AnswerBytes);
                yield return new Answer { Digest = found.Digest, Offset = at, Data = ByteString.CopyFrom(found.Bytes.Slice((int)at, (int)length).Span) };
                at += length;
                room -= length;
            }
        }
    }
}
