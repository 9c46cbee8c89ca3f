namespace Edge.Hub.Admin;

/// <summary>How the hub is, put together from its features.</summary>
internal sealed class StatusApi(IEnumerable<IStatusPart> parts, HubHealth health)
{
    public static void Map(IEndpointRouteBuilder admin) => admin.MapGet("/v1/status", (StatusApi api, CancellationToken token) => api.ReadAsync(token));

    private async Task<IResult> ReadAsync(CancellationToken cancellationToken)
    {
        var status = new SortedDictionary<string, object>(StringComparer.Ordinal) { ["ready"] = health.Ready, ["health"] = health.Parts };
        foreach (var part in parts) status[part.Name] = await part.ReadAsync(cancellationToken);
        return Results.Json(status, HubJson.Options);
    }
}
