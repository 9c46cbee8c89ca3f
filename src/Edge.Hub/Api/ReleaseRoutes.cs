using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Releases;

namespace Edge.Hub.Api;

/// <summary>Who is offered which release of the agent's program. The files come by hub.sock alone (<c>edge-hub release add</c>).</summary>
internal static class ReleaseRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Get<ReleaseList>("releases", Rights.View, "Releases that are here, which versions boards run, and how far each has got with what it is offered", (string? version, bool? all, ReleaseViews views, CancellationToken token) => Guarded.AnswerAsync(() => views.ListAsync(version, all ?? false, token))),
        ApiRoute.Post<ReleaseChange>("releases/{version}/offer", Rights.Maintain, "Offers a release to boards, to groups of them, to places with all that is in them, or to all; or to a share of these", (string version, BoardChoice choice, HttpContext context, ReleaseBook book, CancellationToken token) => Guarded.AnswerAsync(() => book.OfferAsync(context.User.Actor(), version, choice, token))),
        ApiRoute.Post<ReleaseChange>("releases/{version}/withdraw", Rights.Maintain, "Offers a release no more to those boards, or to any where none are named", (string version, BoardChoice choice, HttpContext context, ReleaseBook book, CancellationToken token) => Guarded.AnswerAsync(() => book.WithdrawAsync(context.User.Actor(), version, choice, token))),
        ApiRoute.Post<ReleaseChange>("releases/{version}/remove", Rights.Maintain, "Takes a release out that is on offer to nobody", (string version, HttpContext context, ReleaseBook book, CancellationToken token) => Guarded.AnswerAsync(() => book.RemoveAsync(context.User.Actor(), version, token))),
    ];
}
