using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Boards;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Hub.Objects;

/// <summary>Answers what boards ask of the objects on offer. What is malformed, of a revoked board, or about an object that is not on offer any more gets no answer: ingest puts on record what belongs there.</summary>
internal sealed class ObjectServer(ObjectCatalog catalog, NodeRegistry nodes)
{
    // An ask is small and its answer is not: what else is missing is asked for with the next one.
    internal const int MostBytes = 2 * Limits.AnswerBytes;

    public IEnumerable<(string Node, Answer Answer)> Answers(MqttMessage message)
    {
        if (!Topics.TryParse(message.Topic, out var node, out var leaf) || leaf != "ask" || nodes.IsRevoked(node)) return [];
        try
        {
            var ask = Decoder.Parse(Ask.Parser, message.Payload.Span, "ask");
            AskRules.Check(ask);
            return catalog.Find(ask.Digest) is { } found ? Pieces(ask, found).Select(a => (node, a)) : [];
        }
        catch (MalformedException)
        {
            return [];
        }
    }

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
