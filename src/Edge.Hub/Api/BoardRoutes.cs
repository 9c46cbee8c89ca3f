using Edge.Contracts;
using Edge.Hub.Accounts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Views;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Api;

/// <summary>Boards and their records. What is sealed stays sealed.</summary>
internal static class BoardRoutes
{
    private const int MostBoards = 500;

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Get<BoardPage>("boards", Rights.View, $"Boards by name, at most {MostBoards} at once; 'next' of a page is 'after' of the next one", (string? group, string? after, int? limit, FleetBook fleet) => Guarded.AnswerAsync(() => Task.FromResult(Page(fleet.Rows, group, after, limit)))),
        ApiRoute.Get<NodeView>("boards/{node}", Rights.View, "One board, with its chains, gaps and incidents", (string node, NodesApi api, CancellationToken token) => api.ShowAsync(node, token)),
        ApiRoute.Post<Provisioned>("boards", Rights.Maintain, "Adds a board, or a replacement for one: a provisioning file with a one-time secret", (NodeAddRequest request, HttpContext context, NodesApi api, CancellationToken token) => Guarded.AnswerAsync(() => api.AddAsync(context.User.Actor(), request, token))),
        ApiRoute.Post<NodeView>("boards/{node}/lock", Rights.Maintain, "Locks a board: its keys, certificates and secrets are good no more", (string node, HttpContext context, NodesApi api, CancellationToken token) => api.RevokeAsync(context.User.Actor(), node, null, token)),
        ApiRoute.Get<RecordPage>("records", Rights.View, $"Records in the order they came, at most {RecordQueries.MostInPage} at once; 'next' of a page is 'after' of the next one", (string? node, string? kind, DateTimeOffset? since, long? after, int? limit, RecordQueries queries, CancellationToken token) => PageAsync(node, kind, since, after, limit, queries, token)),
        ApiRoute.Get<IReadOnlyList<RecordDetail>>("records/{recordId:guid}", Rights.View, "All that is known of one record id: more than one where it came with other content", RecordsApi.ShowAsync),
    ];

    private static BoardPage Page(IReadOnlyList<FleetRow> rows, string? group, string? after, int? limit)
    {
        if (limit is < 1 or > MostBoards) throw new MalformedException($"a page has 1 to {MostBoards} boards, not {limit}");
        var most = limit ?? MostBoards;
        List<FleetRow> page = [.. rows.Where(r => (group is null || r.Group == group) && (after is null || string.CompareOrdinal(r.Node, after) > 0)).Take(most)];
        return new BoardPage(page, page.Count < most ? null : page[^1].Node);
    }

    private static Task<IResult> PageAsync(string? node, string? kind, DateTimeOffset? since, long? after, int? limit, RecordQueries queries, CancellationToken cancellationToken) => Guarded.AnswerAsync(() =>
        limit is < 1 or > RecordQueries.MostInPage ? throw new MalformedException($"a page has 1 to {RecordQueries.MostInPage} records, not {limit}") : queries.PageAsync(node, kind, since, after ?? 0, limit ?? RecordQueries.MostInPage, cancellationToken));
}

/// <summary>A page of boards.</summary>
/// <param name="Next">Null where there are no more.</param>
internal sealed record BoardPage(IReadOnlyList<FleetRow> Boards, string? Next);
