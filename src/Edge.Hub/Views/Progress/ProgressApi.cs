using Edge.Hub.Audit;
using Edge.Hub.Progress;

namespace Edge.Hub.Views.Progress;

/// <summary>Places and progress, for whoever may open hub.sock.</summary>
internal static class ProgressApi
{
    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapGet("/v1/progress/csv", (string? place, ProgressViews views, CancellationToken token) => Guarded.AnswerAsync(() => views.CsvAsync(place ?? "", token)));
        admin.MapGet("/v1/progress/check", (ProgressCheck check, CancellationToken token) => Guarded.AnswerAsync(() => check.RunAsync(token)));
        admin.MapGet("/v1/places/csv", (PlaceBook book, CancellationToken token) => Guarded.AnswerAsync(async () => PlaceFile.Write(new PlaceTree(await book.AllAsync(token)))));
        admin.MapPost("/v1/places/{code}", (string code, PlaceChange change, HttpContext context, PlaceBook book, CancellationToken token) => Guarded.AnswerAsync(() => book.SetAsync(context.User.Actor(), code, change, token)));
        admin.MapPost("/v1/places/{code}/remove", (string code, HttpContext context, PlaceBook book, CancellationToken token) => Guarded.AnswerAsync(() => book.RemoveAsync(context.User.Actor(), code, token)));
    }

    /// <summary>Every place, those above before those in them.</summary>
    public static async Task<IReadOnlyList<PlaceView>> ListAsync(PlaceBook book, CancellationToken cancellationToken) =>
        [.. new PlaceTree(await book.AllAsync(cancellationToken)).Walk().Select(p => PlaceView.Of(p.Place, p.Depth))];
}

/// <summary>A place as people are told of it.</summary>
internal sealed record PlaceView(string Code, string Name, string? Parent, int Depth, long? Target, DateOnly? Deadline, string Quota, string? Service)
{
    public static PlaceView Of(Place p, int depth) => new(p.Code, p.Name, p.Parent, depth, p.Target, p.Deadline, PlaceQuota.Text(p.QuotaLow, p.QuotaHigh), p.Service);
}
