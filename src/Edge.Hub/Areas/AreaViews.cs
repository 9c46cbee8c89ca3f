using Edge.Contracts;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas;

/// <summary>Areas in figures, and their quota.</summary>
internal sealed class AreaViews(AreaChanges changes, NodeRegistry nodes, AuditLog audit)
{
    private const int MostQuota = 10_000;

    /// <summary>Every group that has boards, officers, a list or answers.</summary>
    public Task<List<AreaView>> AllAsync(CancellationToken cancellationToken) => changes.ReadAsync(async db =>
    {
        var boards = nodes.Nodes.Values.Where(n => !n.Revoked).CountBy(n => n.Group).ToDictionary(StringComparer.Ordinal);
        var officers = await db.Set<OfficerArea>().GroupBy(o => o.Area).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken);
        var people = await db.Set<WorklistIndex>().Select(e => new { e.Area, e.People }).ToDictionaryAsync(e => e.Area, e => e.People, cancellationToken);
        var answers = await db.Set<StoredAnswers>().Select(a => new { a.Area, a.Count }).ToDictionaryAsync(a => a.Area, a => a.Count, cancellationToken);
        var areas = await db.Set<Area>().AsNoTracking().Select(a => new { a.Name, a.DailyQuota, a.FileVersion, a.WorklistVersion, a.AnswersVersion }).ToDictionaryAsync(a => a.Name, cancellationToken);
        return boards.Keys.Union(areas.Keys).Order(StringComparer.Ordinal).Select(name => new AreaView(name, boards.GetValueOrDefault(name), officers.GetValueOrDefault(name), areas.GetValueOrDefault(name)?.DailyQuota ?? 0,
            people.GetValueOrDefault(name), answers.GetValueOrDefault(name),
            areas.GetValueOrDefault(name)?.FileVersion ?? 0, areas.GetValueOrDefault(name)?.WorklistVersion ?? 0, areas.GetValueOrDefault(name)?.AnswersVersion ?? 0)).ToList();
    }, cancellationToken);

    /// <exception cref="MalformedException">It is no quota.</exception>
    public async Task<AreaView> SetQuotaAsync(Actor actor, string area, int quota, CancellationToken cancellationToken)
    {
        if (quota is < 0 or > MostQuota) throw new MalformedException($"a day's quota is 0 (none) to {MostQuota} people");
        await changes.ChangeAsync([area], async (db, rows) =>
        {
            await audit.AppendAsync(db, actor, "quota-set", area, $"{quota} a day", cancellationToken);
            return rows[0].DailyQuota = quota;
        }, cancellationToken);
        return (await AllAsync(cancellationToken)).Single(a => a.Area == area);
    }
}

/// <summary>An area in figures.</summary>
internal sealed record AreaView(string Area, int Boards, int Officers, int DailyQuota, int People, int Answers, long FileVersion, long WorklistVersion, long AnswersVersion);
