using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Boards;
using Google.Protobuf;
using Microsoft.Win32.SafeHandles;

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
        if (catalog.Releases.Find(node, ask.Digest) is { } release)
        {
            if (!catalog.Releases.MayAnswer()) return [];
            using var file = File.OpenHandle(release.Path);
            return [.. Pieces(ask, release.Size, (at, length) => Read(file, at, length)).Select(a => (node, a))];
        }
        var found = catalog.Find(ask.Digest)?.Bytes ?? await objects.FindAsync(node, ask.Digest, cancellationToken);
        return found is { } bytes ? [.. Pieces(ask, bytes.Length, (at, length) => ByteString.CopyFrom(bytes.Slice((int)at, length).Span)).Select(a => (node, a))] : [];
    }

    private static ByteString Read(SafeFileHandle file, long at, int length)
    {
        var bytes = new byte[length];
        // A file that became shorter gives what is no release: the board finds that out, and asks for it once more.
        return UnsafeByteOperations.UnsafeWrap(bytes.AsMemory(0, RandomAccess.Read(file, bytes, at)));
    }

    private static IEnumerable<Answer> Pieces(Ask ask, long size, Func<long, int, ByteString> read)
    {
        var room = (ulong)MostBytes;
        foreach (var range in ask.Missing)
        {
            var end = Math.Min(range.End, (ulong)size);
            for (var at = range.First; at < end && room > 0;)
            {
                var length = Math.Min(Math.Min(end - at, room), Limits.AnswerBytes);
                yield return new Answer { Digest = ask.Digest, Offset = at, Data = read((long)at, (int)length) };
                at += length;
                room -= length;
            }
        }
    }
}
