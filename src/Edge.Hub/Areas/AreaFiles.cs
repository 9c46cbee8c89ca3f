using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Boards;
using Edge.Hub.Objects;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas;

/// <summary>Makes the file that tells an area's boards of their officers and of each other; a new version whenever it would say something else, or boards have a higher one.</summary>
internal sealed class AreaFiles(NodeRegistry nodes, AheadBoards ahead, TimeProvider time)
{
    // Receipts of before a board's last sixteen renewals are no more believed.
    private const int MostKeys = 16;

    /// <returns>Whether there is a new version.</returns>
    public async Task<bool> RenewAsync(HubDb db, Area area, CancellationToken cancellationToken)
    {
        var file = await MakeAsync(db, area, cancellationToken);
        file.Version = (ulong)area.FileVersion;
        var above = ahead.Above(area.Name);
        if (above <= area.FileVersion && area.File.AsSpan().SequenceEqual(file.ToByteArray())) return false;
        area.FileVersion = AreaVersions.After(Math.Max(area.FileVersion, above), time.GetUtcNow());
        file.Version = (ulong)area.FileVersion;
        area.File = file.ToByteArray();
        if (area.File.Length > Limits.ObjectBytes / 2) throw new MalformedException($"the file of area {area.Name} would have {area.File.Length} bytes, at most {Limits.ObjectBytes / 2}; make groups of fewer boards and officers");
        await SealedObjects.ForgetAsync(db, area.Name, Names.AreaObject, [(area.FileVersion, 0)], cancellationToken);
        return true;
    }

    private async Task<AreaFile> MakeAsync(HubDb db, Area area, CancellationToken cancellationToken)
    {
        var file = new AreaFile { Area = area.Name, DailyQuota = (uint)area.DailyQuota };
        var officers = await db.Set<OfficerArea>().Where(a => a.Area == area.Name).Join(db.Set<Officer>(), a => a.Officer, o => o.Id, (a, o) => new { o, a.WrappedKey }).OrderBy(x => x.o.Id).ToListAsync(cancellationToken);
        file.Officers.AddRange(officers.Select(x => Entry(x.o, x.WrappedKey)));
        foreach (var board in nodes.In(area.Name))
        {
            var keys = board.Keys.Where(k => !k.Revoked).TakeLast(MostKeys).Select(k => ByteString.CopyFrom(k.Key.Spki.Span)).ToList();
            if (keys.Count > 0) file.Boards.Add(new AreaBoard { Node = board.Name, Keys = { keys } });
        }
        return file;
    }

    private static AreaOfficer Entry(Officer officer, byte[] wrappedKey)
    {
        var entry = AreaOfficer.Parser.ParseFrom(officer.Entry);
        (entry.Name, entry.Locked) = (officer.Name, officer.Locked);
        entry.ExpiresAtMs = officer.ExpiresAt?.ToUnixTimeMilliseconds() ?? 0;
        // A board that hears of it gives the key to nobody who is locked. The key itself stays the area's: whoever took it along before, or has an earlier file and its PIN, opens later lists, too.
        if (!officer.Locked) entry.WrappedAreaKey = ByteString.CopyFrom(wrappedKey);
        return entry;
    }
}
