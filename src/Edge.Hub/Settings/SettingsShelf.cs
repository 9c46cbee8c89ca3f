using System.Collections.Immutable;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Signing;
using Edge.Hosting.Waiting;
using Edge.Hub.Archive;
using Edge.Hub.Keys;
using Edge.Hub.Objects;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Settings;

/// <summary>Puts the newest settings of each group on offer, signed with each key that some board believes; again when the trust file has changed.</summary>
internal sealed partial class SettingsShelf(ArchiveWriter archive, HubKeys keys, ObjectCatalog catalog, TimeProvider time, ILogger<SettingsShelf> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly Signal _changed = new();
    // What was read first is put first: or an earlier version would lie over a later one.
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile ImmutableHashSet<string> _httpsHosts = [];

    /// <summary>Hosts of the HTTPS addresses in what is on offer, and in what was since the start.</summary>
    public IReadOnlySet<string> HttpsHosts => _httpsHosts;

    // A hub that cannot sign settings takes records all the same.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TriedAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Puts what is committed on offer; where that fails now, it is tried again.</summary>
    public async Task OfferAsync()
    {
        if (!await TriedAsync(CancellationToken.None)) _changed.Set();
    }

    /// <summary>What is committed is on offer on return.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var (signed, told) = await archive.ChangeAsync(async db =>
            {
                var (rows, addresses) = (new List<SignedSettingsBytes>(), new List<string>());
                foreach (var issued in await NewestAsync(db, cancellationToken))
                {
                    try
                    {
                        var document = SettingsDocument.Parse(issued.Whole);
                        rows.AddRange(await SignAsync(db, issued, document, keys.Receipts.All, cancellationToken));
                        addresses.AddRange(document.HttpsAddresses ?? []);
                    }
                    catch (MalformedException e)
                    {
                        // The other groups get theirs.
                        LogUnusable(issued.Version, issued.Group, e.Message);
                    }
                }
                return (rows, addresses);
            }, cancellationToken);
            _httpsHosts = _httpsHosts.Union(told.Select(a => HubAddress.TryParse(a, out var address) ? address.Host.ToLowerInvariant() : "").Where(h => h.Length > 0));
            catalog.Put(Names.SettingsObject, signed.GroupBy(s => s.Group).Select(g => (g.Key, g.Select(OnShelf).ToImmutableArray())));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _refreshing.Dispose();
    }

    /// <summary>What each group has on offer.</summary>
    public static Task<List<IssuedSettings>> NewestAsync(HubDb db, CancellationToken cancellationToken) =>
        db.Set<IssuedSettings>().AsNoTracking().Where(s => s.Version == db.Set<IssuedSettings>().Where(o => o.Group == s.Group).Max(o => o.Version)).OrderBy(s => s.Group).ToListAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        keys.Reloaded += _changed.Set;
        try
        {
            while (true)
            {
                var next = _changed.Next;
                if (await TriedAsync(stoppingToken)) await next.WaitAsync(stoppingToken);
                else await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
        finally
        {
            keys.Reloaded -= _changed.Set;
        }
    }

    private async Task<bool> TriedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException or MalformedException)
        {
            LogNotRefreshed(AfterFailure, e);
            return false;
        }
    }

    private static async Task<IEnumerable<SignedSettingsBytes>> SignAsync(HubDb db, IssuedSettings issued, SettingsDocument whole, IReadOnlyList<SigningKey> by, CancellationToken cancellationToken)
    {
        var rows = await db.Set<SignedSettingsBytes>().Where(s => s.Group == issued.Group).ToListAsync(cancellationToken);
        var old = rows.Where(r => r.Version != issued.Version || by.All(k => k.Public.Id != r.KeyId)).ToList();
        db.RemoveRange(old);
        var here = rows.Except(old).ToList();
        foreach (var key in by.Where(k => here.All(r => r.KeyId != k.Public.Id)))
        {
            var file = whole.ToFile(issued.Group, issued.Version, issued.IssuedAt);
            var row = new SignedSettingsBytes { Group = issued.Group, Version = issued.Version, KeyId = key.Public.Id, Bytes = SignedBoardSettings.Sign(file, key).ToByteArray() };
            db.Add(row);
            here.Add(row);
        }
        return here;
    }

    private CatalogObject OnShelf(SignedSettingsBytes row) =>
        new(Names.SettingsObject, (ulong)row.Version, row.Bytes, board => board.Settings) { IsFor = board => keys.Receipts.For(board.Trust).Public.Id == row.KeyId };

    [LoggerMessage(LogLevel.Error, "Settings of version {Version} for the group '{Group}' (empty: every group) cannot be used, and are on offer to nobody: {Reason}; issue them anew")]
    private partial void LogUnusable(long version, string group, string reason);

    [LoggerMessage(LogLevel.Warning, "Settings of boards could not be signed anew; boards get what is on offer, and it is tried again in {Wait}")]
    private partial void LogNotRefreshed(TimeSpan wait, Exception exception);
}
