using Edge.Hub.Archive;
using Edge.Hub.Boards;

namespace Edge.Hub.Views;

/// <summary>Records, for whoever may open hub.sock; what is sealed stays sealed.</summary>
internal static class RecordsApi
{
    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapGet("/v1/records", (string? node, bool? flagged, RecordQueries queries, NodeRegistry nodes, CancellationToken token) => NodesApi.Unless(nodes, node) ??
            Results.Json(queries.ListAsync(node, flagged ?? false, token), HubJson.Options));
        admin.MapGet("/v1/records/{recordId:guid}", ShowAsync);
    }

    /// <summary>All that is known of one record id.</summary>
    public static async Task<IResult> ShowAsync(Guid recordId, RecordQueries queries, CancellationToken cancellationToken) => await queries.ShowAsync(recordId, cancellationToken) is { Count: > 0 } found
        ? Results.Json(found, HubJson.Options)
        : Refused.Answer($"no record {recordId} has been offered to this hub", StatusCodes.Status404NotFound);
}
