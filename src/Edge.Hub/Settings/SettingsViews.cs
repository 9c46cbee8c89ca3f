using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Shown;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Settings;

/// <summary>Settings of boards as they are shown: what was issued, and what each board says it has.</summary>
internal sealed class SettingsViews(IDbContextFactory<HubDb> databases, NodeRegistry nodes)
{
    /// <summary>Most boards that are listed by name; all are counted.</summary>
    public const int MostListed = 500;

    /// <param name="group">Empty for every group.</param>
    /// <param name="all">Boards that have the newest are listed, too.</param>
    public async Task<SettingsView> ShowAsync(string group, bool all, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var newest = await SettingsShelf.NewestAsync(db, cancellationToken);
        var drafts = await db.Set<SettingsDraft>().AsNoTracking().OrderBy(d => d.Group).ToListAsync(cancellationToken);
        var contacts = await db.Set<BoardContact>().AsNoTracking().Where(c => c.LastContactAt > DateTimeOffset.UnixEpoch)
            .Select(c => new { c.Node, c.SettingsVersion, c.SettingsRefused, c.SettingsRefusal, c.Address }).ToDictionaryAsync(c => c.Node, StringComparer.Ordinal, cancellationToken);
        var told = newest.ToDictionary(s => s.Group, s => (s.Version, First: FirstAddress(s)), StringComparer.Ordinal);
        var boards = nodes.Nodes.Values.Where(n => !n.Revoked && (group.Length == 0 || n.Group == group)).OrderBy(n => n.Name, StringComparer.Ordinal).Select(n =>
        {
            var (wanted, first) = told.TryGetValue(n.Group, out var own) ? own : told.GetValueOrDefault("");
            var known = contacts.GetValueOrDefault(n.Name);
            var state = StateOf(wanted, known?.SettingsVersion ?? 0, known?.SettingsRefused ?? 0);
            // What it did not say, or says in other letters, is no reason to look for it.
            if (state == SettingsState.Current && first is not null && known is { Address.Length: > 0 } && !known.Address.Equals(first, StringComparison.OrdinalIgnoreCase)) state = SettingsState.Elsewhere;
            return new SettingsBoard(n.Name, n.Group, known?.SettingsVersion ?? 0, state, known?.SettingsRefused == wanted && wanted > 0 ? PlainText.Of(known.SettingsRefusal) : null, known?.Address ?? "");
        }).ToList();
        return new SettingsView(
            [.. newest.Where(s => group.Length == 0 || s.Group == group || s.Group.Length == 0).Select(s => new IssuedView(s.Group, s.Version, s.IssuedAt, s.IssuedBy, SettingsDocument.Parse(s.Document)))],
            [.. drafts.Where(d => group.Length == 0 || d.Group == group).Select(d => new DraftView(d.Group, d.ChangedAt, d.ChangedBy, SettingsDocument.Parse(d.Document)))],
            boards.CountBy(b => b.State).ToDictionary(),
            [.. boards.Where(b => all || b.State != SettingsState.Current).Take(MostListed)]);
    }

    private static string? FirstAddress(IssuedSettings issued)
    {
        try
        {
            return SettingsDocument.Parse(issued.Whole).MqttAddresses is [var first, ..] && HubAddress.TryParse(first, out var address) ? $"{address}" : null;
        }
        catch (MalformedException)
        {
            // On offer to nobody; whoever signs has said so.
            return null;
        }
    }

    private static SettingsState StateOf(long wanted, long has, long refused) =>
        wanted == 0 && has == 0 ? SettingsState.None : has == wanted ? SettingsState.Current : has > wanted ? SettingsState.Ahead : refused >= wanted ? SettingsState.Refused : SettingsState.Waiting;
}

/// <summary>What a board has of its settings.</summary>
internal enum SettingsState
{
    /// <summary>There are none for it.</summary>
    None,

    /// <summary>It has the newest, and is at the address they name first, where they name any.</summary>
    Current,

    /// <summary>It has the newest, and is not at the address they name first: it has not tried it yet, or nobody showed the hub's key there.</summary>
    Elsewhere,

    /// <summary>It has not been heard since, or has not pulled them yet.</summary>
    Waiting,

    /// <summary>It will not take them.</summary>
    Refused,

    /// <summary>It has some that this hub does not know, as after a restore: issue them again.</summary>
    Ahead,
}

/// <summary>Settings of one group, or of all.</summary>
/// <param name="Boards">How many are in which state.</param>
/// <param name="Listed">Those that have not the newest, as far as they are listed.</param>
internal sealed record SettingsView(IReadOnlyList<IssuedView> Issued, IReadOnlyList<DraftView> Drafts, IReadOnlyDictionary<SettingsState, int> Boards, IReadOnlyList<SettingsBoard> Listed);

/// <summary>What is on offer.</summary>
internal sealed record IssuedView(string Group, long Version, DateTimeOffset IssuedAt, string IssuedBy, SettingsDocument Settings);

/// <summary>What is not issued yet.</summary>
internal sealed record DraftView(string Group, DateTimeOffset ChangedAt, string ChangedBy, SettingsDocument Settings);

/// <summary>What one board has.</summary>
/// <param name="Why">Why it refused the newest; null where it did not.</param>
/// <param name="Address">Where it dialled this hub at its last contact; empty where it did not say.</param>
internal sealed record SettingsBoard(string Node, string Group, long Version, SettingsState State, string? Why, string Address);
