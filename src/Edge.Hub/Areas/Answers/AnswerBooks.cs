using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas.Answers;

/// <summary>Makes the object that tells an area's boards what became of its records.</summary>
internal sealed class AnswerBooks(AreaKeys keys)
{
    /// <summary>The key under which boards find a personal number's answer.</summary>
    public byte[] NumberKey(Area area)
    {
        using var key = keys.Open(area.Name, area.Spki);
        return AreaKeys.DigestKey(key, "answers");
    }

    /// <returns>Null for an area that is not there.</returns>
    public async Task<byte[]?> MakeAsync(HubDb db, string area, CancellationToken cancellationToken)
    {
        if (await db.Set<Area>().AsNoTracking().SingleOrDefaultAsync(a => a.Name == area, cancellationToken) is not { } known) return null;
        var book = (await db.Set<StoredAnswers>().AsNoTracking().SingleOrDefaultAsync(a => a.Area == area, cancellationToken))?.Read() ?? new AnswerBook();
        (book.Area, book.Version, book.NumberKey) = (area, (ulong)known.AnswersVersion, ByteString.CopyFrom(NumberKey(known)));
        return book.ToByteArray();
    }
}
