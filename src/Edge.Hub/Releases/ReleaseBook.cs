using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Objects;
using Edge.Hub.Progress;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Releases;

/// <summary>Which releases are here and which board is offered which; a board pulls what it is offered when it has nothing else to do.</summary>
internal sealed partial class ReleaseBook(ArchiveWriter archive, ReleaseFolder folder, ObjectCatalog catalog, NodeRegistry nodes, PlaceBook places, AuditLog audit, TimeProvider time, ILogger<ReleaseBook> logger) : IHostedService, IDisposable
{
    /// <summary>Most release files.</summary>
    public const int MostFiles = 64;

    // One after another: what was read first is put on offer first, and one file is written at a time.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Task StartAsync(CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _turn.Dispose();

    /// <summary>Takes a release file in; nobody is offered it by that. The same file once more puts back one that was lost.</summary>
    /// <exception cref="MalformedException">It is no whole release that boards would install, or there are too many.</exception>
    public async Task<AddedReleaseView> AddAsync(Actor actor, Stream body, long length, CancellationToken cancellationToken)
    {
        var added = await TurnAsync(async () =>
        {
            var (head, digest) = await folder.TakeAsync(body, length, cancellationToken);
            var release = head.Manifest;
            return await archive.ChangeAsync(async db =>
            {
                var known = await db.Set<AddedRelease>().ToListAsync(cancellationToken);
                if (known.Find(r => r.Digest == digest) is { } before) return before;
                if (known.Count >= MostFiles) throw new MalformedException($"there are {MostFiles} release files, which is the most; 'edge-hub release remove VERSION' takes out those of a version");
                if (known.Find(r => r.Version == release.Version && r.Architecture == release.Architecture && r.BaseNumber == (long)release.BaseNumber) is { } same) throw new MalformedException($"another file of version {same.Version} for {same.Architecture}{Of(same.BaseNumber)} is here already; 'edge-hub release remove {same.Version}' takes it out");
                var row = new AddedRelease { Digest = digest, Version = release.Version, Number = (long)release.Number, Architecture = release.Architecture, BaseNumber = (long)release.BaseNumber, Size = head.FileLength, AddedAt = time.GetUtcNow(), AddedBy = actor.Name };
                db.Add(row);
                await audit.AppendAsync(db, actor, "release-added", release.Version, $"{release.Architecture}{Of(row.BaseNumber)}, {row.Size} bytes, SHA-256 {digest}", cancellationToken);
                return row;
            }, cancellationToken);
        }, cancellationToken);
        return AddedReleaseView.Of(added, here: true);
    }

    /// <summary>Offers a version to the boards that are chosen, in place of what they were offered before.</summary>
    /// <exception cref="MalformedException">No such version is here, or nobody is chosen.</exception>
    public Task<ReleaseChange> OfferAsync(Actor actor, string version, BoardChoice choice, CancellationToken cancellationToken) => TurnAsync(async () =>
    {
        var chosen = Share(await ChooseAsync(choice, cancellationToken), version, choice.Share);
        await archive.ChangeAsync(async db =>
        {
            if (!await db.Set<AddedRelease>().AnyAsync(r => r.Version == version, cancellationToken)) throw new MalformedException($"no release of version {Shown(version)} is here; 'edge-hub release list' shows those that are, 'edge-hub release add FILE' brings one");
            // One statement, thousands of times: what tracks each row would keep the archive's turn for seconds.
            await using var command = db.Command("""INSERT INTO "ReleaseOffers" ("Node", "Version", "OfferedAt") VALUES ($node, $version, $at) ON CONFLICT ("Node") DO UPDATE SET "Version" = $version, "OfferedAt" = $at WHERE "Version" <> $version""");
            command.Parameters.AddWithValue("$version", version);
            command.Parameters.AddWithValue("$at", time.GetUtcNow().ToUnixTimeMilliseconds());
            var node = command.Parameters.Add("$node", Microsoft.Data.Sqlite.SqliteType.Text);
            foreach (var board in chosen)
            {
                node.Value = board;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            await audit.AppendAsync(db, actor, "release-offered", version, $"to {choice.Words()}: {chosen.Count} boards", cancellationToken);
            return true;
        }, cancellationToken);
        return new ReleaseChange(version, chosen.Count);
    }, cancellationToken);

    /// <summary>Offers a version no more to the boards that are chosen, or to any; what they have pulled of it they throw away. One that has it whole already installs it.</summary>
    public Task<ReleaseChange> WithdrawAsync(Actor actor, string version, BoardChoice choice, CancellationToken cancellationToken) => TurnAsync(async () =>
    {
        // Of all, also of those that are locked meanwhile.
        var chosen = choice.All || choice.IsEmpty ? null : (await ChooseAsync(choice, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return await archive.ChangeAsync(async db =>
        {
            var rows = (await db.Set<ReleaseOffer>().Where(o => o.Version == version).ToListAsync(cancellationToken)).Where(o => chosen?.Contains(o.Node) != false).ToList();
            if (rows.Count == 0) throw new MalformedException($"version {Shown(version)} is on offer to none of these boards; 'edge-hub release list' shows what is offered");
            db.RemoveRange(rows);
            await audit.AppendAsync(db, actor, "release-withdrawn", version, $"from {choice.Words()}: {rows.Count} boards", cancellationToken);
            return new ReleaseChange(version, rows.Count);
        }, cancellationToken);
    }, cancellationToken);

    /// <summary>Takes the files of a version out that is on offer to nobody.</summary>
    public Task<ReleaseChange> RemoveAsync(Actor actor, string version, CancellationToken cancellationToken) => TurnAsync(async () =>
    {
        var gone = await archive.ChangeAsync(async db =>
        {
            if (await db.Set<ReleaseOffer>().CountAsync(o => o.Version == version, cancellationToken) is > 0 and var boards) throw new MalformedException($"version {Shown(version)} is on offer to {boards} boards; 'edge-hub release withdraw {Shown(version)}' first");
            var rows = await db.Set<AddedRelease>().Where(r => r.Version == version).ToListAsync(cancellationToken);
            if (rows.Count == 0) throw new MalformedException($"no release of version {Shown(version)} is here");
            db.RemoveRange(rows);
            await audit.AppendAsync(db, actor, "release-removed", version, $"{rows.Count} files", cancellationToken);
            return rows;
        }, cancellationToken);
        // A file that stays behind is in nobody's way, and is written over when it is added again.
        foreach (var row in gone) folder.Delete(row.Digest);
        return new ReleaseChange(version, 0);
    }, cancellationToken);

    private async Task<T> TurnAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var result = await change();
            // Committed: boards have to be offered it, whatever the caller's token says now.
            await RefreshAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        var rows = await db.Set<AddedRelease>().AsNoTracking().ToListAsync(cancellationToken);
        var offered = await db.Set<ReleaseOffer>().AsNoTracking().ToDictionaryAsync(o => o.Node, o => o.Version, StringComparer.Ordinal, cancellationToken);
        var here = rows.Where(r => folder.Has(r.Digest, r.Size)).ToList();
        foreach (var lost in rows.Except(here)) LogLost(lost.Version, lost.Architecture, folder.PathOf(lost.Digest));
        var before = offered.Keys.Union(nodes.Nodes.Keys.Where(n => catalog.Releases.OfferedTo(n) is not null)).Where(n => catalog.Releases.OfferedTo(n) != offered.GetValueOrDefault(n)).ToList();
        catalog.Releases.Put([.. here.Select(r => new ShelvedRelease(folder.PathOf(r.Digest), r.Version, (ulong)r.Number, r.Architecture, (ulong)r.BaseNumber, ByteString.CopyFrom(Convert.FromHexString(r.Digest)), r.Size))], offered);
        foreach (var node in before) archive.Changed.Touch(node, ChangedOf.Archive);
    }

    private async Task<IReadOnlyList<string>> ChooseAsync(BoardChoice choice, CancellationToken cancellationToken)
    {
        if (choice.IsEmpty) throw new MalformedException("no boards are chosen; give --board, --group, --place or --all");
        var tree = new PlaceTree(await places.AllAsync(cancellationToken));
        var groups = choice.Groups.Concat(choice.Places.SelectMany(code => tree.Below(tree.Find(code) ?? throw PlaceTree.Unknown(code)).Select(p => p.Code))).ToHashSet(StringComparer.Ordinal);
        var known = nodes.Nodes;
        if (choice.Boards.FirstOrDefault(b => !known.ContainsKey(b)) is { } unknown) throw new MalformedException($"no board is called {Named(unknown)}; 'edge-hub node list' shows those there are");
        if (choice.Groups.FirstOrDefault(g => known.Values.All(n => n.Group != g)) is { } none) throw new MalformedException($"no board is in the group {Named(none)}; 'edge-hub area list' shows the groups there are");
        var boards = choice.Boards.ToHashSet(StringComparer.Ordinal);
        List<string> chosen = [.. known.Values.Where(n => !n.Revoked && (choice.All || groups.Contains(n.Group) || boards.Contains(n.Name))).Select(n => n.Name)];
        return chosen.Count > 0 ? chosen : throw new MalformedException("none of the boards that were chosen may connect");
    }

    // The same boards again, and more of them, for a greater share of the same version; others for another version.
    private static List<string> Share(IReadOnlyList<string> chosen, string version, int share)
    {
        if (share is < 1 or > 100) throw new MalformedException($"a share is 1 to 100 percent, not {share}");
        return [.. chosen.OrderBy(node => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{version}\n{node}"))), StringComparer.Ordinal).Take(((chosen.Count * share) + 99) / 100)];
    }

    private static string Of(long baseNumber) => baseNumber == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" upon {baseNumber}");

    // What came over the API may be any text, and is read on a terminal.
    private static string Named(string given) => Names.IsToken(given) ? given : "…";

    private static string Shown(string given) => ReleaseRules.IsVersion(given) ? given : "…";

    [LoggerMessage(LogLevel.Warning, "The file of release {Version} for {Architecture} is not at {Path}, or not whole: boards are not offered it; add it again")]
    private partial void LogLost(string version, string architecture, string path);
}

/// <summary>Boards, as they are chosen.</summary>
/// <param name="Places">Each with all that is in it, by the tree of places.</param>
/// <param name="Share">So many percent of them; the same ones again, and more, with a greater one.</param>
internal sealed record BoardChoice(IReadOnlyList<string> Boards, IReadOnlyList<string> Groups, IReadOnlyList<string> Places, bool All, int Share)
{
    public bool IsEmpty => !All && Boards.Count == 0 && Groups.Count == 0 && Places.Count == 0;

    public string Words()
    {
        IEnumerable<string> parts = [.. All || IsEmpty ? ["all"] : Array.Empty<string>(), .. Places.Select(p => $"place {p}"), .. Groups.Select(g => $"group {g}"), .. Boards.Select(b => $"board {b}")];
        return string.Join(", ", parts) + (Share < 100 ? string.Create(CultureInfo.InvariantCulture, $" ({Share} %)") : "");
    }
}

/// <summary>What was done.</summary>
internal sealed record ReleaseChange(string Version, int Boards);
