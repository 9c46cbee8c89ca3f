using Edge.Hub.Accounts;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;

namespace Edge.Hub.Api;

/// <summary>What the boards of an area are told. Officers' PINs are made where they are typed (<c>edge-hub officer</c>), and never here.</summary>
internal static class AreaRoutes
{
    /// <summary>What hub.sock has in the same way.</summary>
    public static IReadOnlyList<ApiRoute> Shared { get; } =
    [
        ApiRoute.Get<IReadOnlyList<AreaView>>("areas", Rights.View, "Areas with their boards, officers, people still missing and answers", (AreaViews views, CancellationToken token) => Guarded.AnswerAsync(() => views.AllAsync(token))),
        ApiRoute.Get<IReadOnlyList<OfficerView>>("officers", Rights.View, "Officers, of all areas or of one", (string? area, OfficerList list, AreaChanges changes, CancellationToken token) => OfficersAsync(area, list, changes, token)),
        ApiRoute.Post<OfficerView>("officers/{id}/lock", Rights.Operate, "Lets an officer sign in at no board any more", (string id, HttpContext context, OfficerList list, CancellationToken token) => Guarded.AnswerAsync(() => list.LockAsync(context.User.Actor(), id, locked: true, token))),
        ApiRoute.Post<OfficerView>("officers/{id}/unlock", Rights.Operate, "Lets a locked officer sign in again", (string id, HttpContext context, OfficerList list, CancellationToken token) => Guarded.AnswerAsync(() => list.LockAsync(context.User.Actor(), id, locked: false, token))),
        ApiRoute.Get<WorklistView>("worklists/{area}", Rights.View, "An area's list of who is still missing, in figures", (string area, WorklistShelf shelf, CancellationToken token) => Guarded.AnswerAsync(() => shelf.ShowAsync(area, token))),
    ];

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. Shared,
        ApiRoute.Post<AreaView>("areas/{area}/quota/{quota:int}", Rights.Operate, "Sets how many people a team is to enrol in a day; 0 for none", QuotaAsync),
        ApiRoute.Post<WorklistReport>("worklists/{area}", Rights.Operate, "Gives an area its list (CSV); with preview=true only says what is wrong or would change", WorklistAsync) with { FileBytes = WorklistFile.MostBytes },
        ApiRoute.Post<AnswerReport>("answers", Rights.Operate, "Takes in what became of records (CSV); with preview=true only says what is wrong or would change", AnswersAsync) with { FileBytes = AnswerFile.MostBytes },
    ];

    private static Task<IResult> QuotaAsync(string area, int quota, HttpContext context, AreaChanges changes, AreaViews views, CancellationToken token) => Guarded.AnswerAsync(async () =>
    {
        await changes.CheckKnownAsync(area, token);
        return await views.SetQuotaAsync(context.User.Actor(), area, quota, token);
    });

    private static async Task<IResult> OfficersAsync(string? area, OfficerList list, AreaChanges changes, CancellationToken cancellationToken) => area is null || await changes.IsKnownAsync(area, cancellationToken)
        ? await Guarded.AnswerAsync(() => list.ListAsync(area, cancellationToken))
        : Refused.Answer($"no area is called {area}; 'edge-hub area list' shows those there are", StatusCodes.Status404NotFound);

    private static async Task<IResult> WorklistAsync(string area, int? days, bool? empty, bool? preview, HttpContext context, AreaChanges changes, WorklistShelf shelf)
    {
        var token = context.RequestAborted;
        async Task<byte[]> BodyAsync()
        {
            await changes.CheckKnownAsync(area, token);
            return await Guarded.BodyAsync(context, WorklistFile.MostBytes);
        }
        return preview == true
            ? await Guarded.AnswerAsync(async () => await shelf.PreviewAsync(area, await BodyAsync(), empty ?? false, token))
            : await Guarded.AnswerAsync(async () => await shelf.ImportAsync(context.User.Actor(), area, await BodyAsync(), days ?? WorklistShelf.DefaultDays, empty ?? false, token));
    }

    private static async Task<IResult> AnswersAsync(bool? preview, HttpContext context, AnswerList list)
    {
        var token = context.RequestAborted;
        return preview == true
            ? await Guarded.AnswerAsync(async () => await list.PreviewAsync(await Guarded.BodyAsync(context, AnswerFile.MostBytes), token))
            : await Guarded.AnswerAsync(async () => await list.ImportAsync(context.User.Actor(), await Guarded.BodyAsync(context, AnswerFile.MostBytes), token));
    }
}
