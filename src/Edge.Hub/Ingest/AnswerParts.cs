using Edge.Contracts;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Ingest;

/// <summary>Splits an answer into messages that every broker of ours takes: records, safe ranges and missing ones alike. Only the last tells the fate of what was sent, when all before it have told the rest.</summary>
internal static class AnswerParts
{
    /// <summary>Half of what the broker takes, since answers that wait are put together.</summary>
    public const int MostBytes = Limits.MessageBytes / 2;

    // A field's number and the length of what follows.
    private const int FieldBytes = 5;

    /// <param name="unsayable">Told of each piece that fits no message, with its size. The offer then does not count as answered: the rest is said, and the board asks again.</param>
    public static IEnumerable<Have> Split(Have whole, Action<string, int> unsayable, int most = MostBytes)
    {
        var envelope = Envelope(whole);
        var (part, room, all) = (envelope.Clone(), most - envelope.CalculateSize(), true);
        foreach (var (piece, add) in Pieces(whole))
        {
            var size = piece.CalculateSize() + FieldBytes;
            if (size > most - envelope.CalculateSize())
            {
                unsayable(piece.Descriptor.Name, size);
                all = false;
                continue;
            }
            if (size > room)
            {
                yield return part;
                (part, room) = (envelope.Clone(), most - envelope.CalculateSize());
            }
            add(part);
            room -= size;
        }
        if (all) part.AnswersOffer = whole.AnswersOffer;
        part.HighestChunk = whole.HighestChunk;
        yield return part;
    }

    private static Have Envelope(Have whole)
    {
        var envelope = whole.Clone();
        envelope.HighestChunk = envelope.AnswersOffer = 0;
        envelope.Records.Clear();
        envelope.Stored.Clear();
        envelope.Safe.Clear();
        envelope.Missing.Clear();
        envelope.Objects.Clear();
        return envelope;
    }

    private static IEnumerable<(IMessage Piece, Action<Have> Add)> Pieces(Have whole)
    {
        foreach (var on in whole.Objects) yield return (on, part => part.Objects.Add(on));
        foreach (var record in whole.Records) yield return (record, part => part.Records.Add(record));
        foreach (var stored in whole.Stored) yield return (stored, part => part.Stored.Add(stored));
        foreach (var safe in whole.Safe) yield return (safe, part => part.Safe.Add(safe));
        foreach (var missing in whole.Missing) yield return (missing, part => part.Missing.Add(missing));
    }
}
