using Edge.Hub.Archive;
using Edge.Hub.Chains;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views;

/// <summary>What was refused of a board, or was odd.</summary>
internal sealed class IncidentsPart(IDbContextFactory<HubDb> database) : INodeReportPart
{
    public async Task<NodeReportPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var incidents = await db.Set<Incident>().AsNoTracking().Where(i => i.Node == node).OrderByDescending(i => i.LastAt)
            .Select(i => new { i.Kind, i.Detail, i.Count, i.FirstAt, i.LastAt }).ToListAsync(cancellationToken);
        return new NodeReportPart("incidents", [.. incidents.Select(i => $"Incident {i.Kind}, {Times(i.Count)}, {When(i.Count, i.FirstAt, i.LastAt)}: {i.Detail}.")], incidents);
    }

    private static string Times(long count) => count == 1 ? "once" : $"{count} times";

    private static string When(long count, DateTimeOffset first, DateTimeOffset last) =>
        count == 1 ? $"on {last:yyyy-MM-dd HH:mm} UTC" : $"from {first:yyyy-MM-dd HH:mm} to {last:yyyy-MM-dd HH:mm} UTC, the last one";
}
