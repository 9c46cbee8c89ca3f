using Edge.Contracts;
using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Progress;
using Edge.Hub.Views.Progress;

namespace Edge.Hub.Api;

/// <summary>Progress for spreadsheets, and the tree of places.</summary>
internal static class ProgressRoutes
{
    /// <summary>What hub.sock has in the same way.</summary>
    public static IReadOnlyList<ApiRoute> Shared { get; } =
    [
        ApiRoute.Get<IReadOnlyList<PlaceView>>("places", Rights.View, "The tree of places, each before those in it", (PlaceBook book, CancellationToken token) => Guarded.AnswerAsync(() => ProgressApi.ListAsync(book, token))),
        ApiRoute.Post<PlaceImport>("places", Rights.Operate, "Makes the tree what the file says (CSV: code,name,parent,target,deadline,quota,service)", (HttpContext context, PlaceBook book) => Guarded.AnswerAsync(async () => await book.ImportAsync(context.User.Actor(), await Guarded.BodyAsync(context, PlaceFile.MostBytes), context.RequestAborted))) with { FileBytes = PlaceFile.MostBytes },
    ];

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. Shared,
        ApiRoute.Get<byte[]>("progress/csv", Rights.View, "How far a place is, for a spreadsheet: a line for the place and for each in it", CsvAsync),
        ApiRoute.Post<PlaceView>("places/{code}", Rights.Operate, "Adds a place, or changes what is given of it", (string code, PlaceChange change, HttpContext context, PlaceBook book, CancellationToken token) => Guarded.AnswerAsync(async () => PlaceView.Of(await book.SetAsync(context.User.Actor(), code, change, token), 0))),
        ApiRoute.Post<PlaceView>("places/{code}/remove", Rights.Operate, "Takes a place out that has no other in it; what was done there stays counted", (string code, HttpContext context, PlaceBook book, CancellationToken token) => Guarded.AnswerAsync(async () => PlaceView.Of(await book.RemoveAsync(context.User.Actor(), code, token), 0))),
    ];

    private static async Task<IResult> CsvAsync(string? place, ProgressViews views, CancellationToken cancellationToken)
    {
        try
        {
            return Results.Bytes(await views.CsvAsync(place ?? "", cancellationToken), "text/csv; charset=utf-8", place is null ? "progress.csv" : $"progress-{place}.csv");
        }
        catch (MalformedException e)
        {
            return Refused.Answer(e.Message);
        }
    }
}
