using System.Text.Json.Nodes;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Hub.Archive;
using Edge.Hub.Areas;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Keys;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Settings;

/// <summary>What boards are told to go by: written as a draft, issued in one step, for one group or for all.</summary>
internal sealed class BoardSettings(ArchiveWriter archive, SettingsShelf shelf, SettingsViews views, AuditLog audit, NodeRegistry nodes, HubKeys keys, TimeProvider time)
{
    /// <summary>How many versions of a group stay on record.</summary>
    private const int Kept = 100;

    /// <summary>Changes parts of a group's draft, which begins as what was issued last; nothing reaches a board by it.</summary>
    /// <param name="group">Empty for every group.</param>
    /// <param name="change">The parts; null takes one out.</param>
    /// <exception cref="MalformedException">No board would take the result.</exception>
    public async Task<SettingsView> DraftAsync(Actor actor, string group, JsonObject change, CancellationToken cancellationToken)
    {
        CheckGroup(group);
        await archive.ChangeAsync(async db =>
        {
            var (draft, issued) = await FindAsync(db, group, cancellationToken);
            var next = Document(draft?.Document ?? issued?.Document).With(change);
            Check(next, group);
            if (draft is null) db.Add(draft = new SettingsDraft { Group = group, Document = "", ChangedAt = default, ChangedBy = "" });
            (draft.Document, draft.ChangedAt, draft.ChangedBy) = (next.ToJson(), time.GetUtcNow(), actor.Name);
            await audit.AppendAsync(db, actor, "settings-drafted", TargetOf(group), $"changed: {string.Join(", ", change.Select(c => c.Key))}", cancellationToken);
            return true;
        }, cancellationToken);
        return await views.ShowAsync(group, all: false, cancellationToken);
    }

    /// <summary>Issues a group's draft, or what it has once more where there is none: boards get it at their next contact.</summary>
    /// <exception cref="MalformedException">There is nothing to issue.</exception>
    public async Task<SettingsView> IssueAsync(Actor actor, string group, CancellationToken cancellationToken)
    {
        CheckGroup(group);
        await archive.ChangeAsync(async db =>
        {
            var newest = await SettingsShelf.NewestAsync(db, cancellationToken);
            var (draft, issued) = await FindAsync(db, group, cancellationToken);
            var own = (draft?.Document ?? issued?.Document) is { } json ? SettingsDocument.Parse(json)
                : throw new MalformedException($"{TargetOf(group)} has no settings to issue; run 'edge-hub hub-address set' or 'edge-hub settings set' first");
            var version = await NextVersionAsync(db, newest, cancellationToken);
            var wider = group.Length == 0 ? own : Document(newest.Find(s => s.Group.Length == 0)?.Document);
            Add(group, own);
            // Every group is told what it has no word of its own on.
            if (group.Length == 0) newest.ForEach(s => { if (s.Group.Length > 0) Add(s.Group, SettingsDocument.Parse(s.Document)); });
            if (draft is not null) db.Remove(draft);
            await ForgetAsync(db, cancellationToken);
            await audit.AppendAsync(db, actor, "settings-issued", TargetOf(group), $"version {version}: {Summary(own)}", cancellationToken);
            return true;

            void Add(string to, SettingsDocument document)
            {
                var whole = to.Length == 0 ? document : document.Over(wider);
                Check(whole, to);
                db.Add(new IssuedSettings { Group = to, Version = version, Document = document.ToJson(), Whole = whole.ToJson(), IssuedAt = time.GetUtcNow(), IssuedBy = actor.Name });
            }
        }, cancellationToken);
        // Committed: boards have to be offered it, whatever the caller's token says now.
        await shelf.OfferAsync();
        return await views.ShowAsync(group, all: false, cancellationToken);
    }

    // Above every version a board has: a hub that was restored does not know those it gave after its backup. What is beyond the clock no hub gave.
    private async Task<long> NextVersionAsync(HubDb db, List<IssuedSettings> newest, CancellationToken cancellationToken)
    {
        var latest = (time.GetUtcNow() + AheadBoards.Furthest).ToUnixTimeSeconds();
        var told = await db.Set<BoardContact>().Where(c => c.SettingsVersion <= latest).MaxAsync(c => (long?)c.SettingsVersion, cancellationToken) ?? 0;
        return AreaVersions.After(Math.Max(told, newest.Count == 0 ? 0 : newest.Max(s => s.Version)), time.GetUtcNow());
    }

    private static async Task ForgetAsync(HubDb db, CancellationToken cancellationToken)
    {
        foreach (var group in await db.Set<IssuedSettings>().GroupBy(s => s.Group).Where(g => g.Count() > Kept).Select(g => g.Key).ToListAsync(cancellationToken))
        {
            var oldest = await db.Set<IssuedSettings>().Where(s => s.Group == group).OrderByDescending(s => s.Version).Skip(Kept).Select(s => s.Version).FirstAsync(cancellationToken);
            await db.Set<IssuedSettings>().Where(s => s.Group == group && s.Version <= oldest).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static async Task<(SettingsDraft? Draft, IssuedSettings? Issued)> FindAsync(HubDb db, string group, CancellationToken cancellationToken) =>
        (await db.Set<SettingsDraft>().SingleOrDefaultAsync(d => d.Group == group, cancellationToken),
            await db.Set<IssuedSettings>().AsNoTracking().Where(s => s.Group == group).OrderByDescending(s => s.Version).FirstOrDefaultAsync(cancellationToken));

    private void Check(SettingsDocument document, string group) => SignedBoardSettings.Sign(document.ToFile(group, 1, time.GetUtcNow()), keys.Receipt);

    private void CheckGroup(string group)
    {
        if (group.Length > 0 && !Names.IsToken(group)) throw new MalformedException($"a group is {Names.TokenRule}; leave it out for every group");
        if (group.Length > 0 && nodes.Nodes.Values.All(n => n.Group != group)) throw new MalformedException($"no board is in the group {group}; 'edge-hub area list' shows the groups there are");
    }

    private static SettingsDocument Document(string? json) => json is null ? new SettingsDocument() : SettingsDocument.Parse(json);

    private static string TargetOf(string group) => group.Length == 0 ? "every group" : $"group {group}";

    private static string Summary(SettingsDocument d)
    {
        IEnumerable<string> parts =
        [
            .. d.MqttAddresses is { } mqtt ? [$"MQTT {string.Join(", ", mqtt)}"] : Array.Empty<string>(),
            .. d.HttpsAddresses is { } https ? [$"HTTPS {string.Join(", ", https)}"] : Array.Empty<string>(),
            .. d.Hours is not null ? ["hours"] : Array.Empty<string>(),
            .. d.Services is not null ? ["services"] : Array.Empty<string>(),
            .. d.Place is not null ? ["place"] : Array.Empty<string>(),
        ];
        return string.Join("; ", parts);
    }
}
