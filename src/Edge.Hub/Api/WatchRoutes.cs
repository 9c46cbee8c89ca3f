using Edge.Hub.Accounts;
using Edge.Hub.Alerts;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Settings;
using Edge.Hub.Views;
using Edge.Hub.Views.Progress;

namespace Edge.Hub.Api;

/// <summary>Alerts, progress, and the settings of boards.</summary>
internal static class WatchRoutes
{
    private const int AlertsInPage = 200;

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Get<IReadOnlyList<AlertView>>("alerts", Rights.View, $"Open alerts; with all=true those that are over too, newest first, {AlertsInPage} at once, the last id of a page being 'before' of the next one", (bool? all, long? before, string? node, AlertBook book, NodeRegistry nodes, CancellationToken token) =>
            AlertsAsync(all ?? false, before, node, book, nodes, token)),
        ApiRoute.Post<AlertView>("alerts/{id:long}/ack", Rights.Operate, "Acknowledges an alert, with a note", (long id, AlertAckRequest request, HttpContext context, AlertBook book, CancellationToken token) => Guarded.AnswerAsync(() => book.AckAsync(context.User.Actor(), id, request.Note, token))),
        ApiRoute.Get<ProgressView>("progress", Rights.View, "How far a place is, and those in it; the whole where none is named", (string? place, ProgressViews views, CancellationToken token) => Guarded.AnswerAsync(() => views.ReadAsync(place ?? "", token))),
        ApiRoute.Get<SettingsView>("settings", Rights.View, "Settings of a group of boards, or of all, and what each board has of them", (string? group, bool? all, SettingsViews views, CancellationToken token) => Guarded.AnswerAsync(() => views.ShowAsync(group ?? "", all ?? false, token))),
        ApiRoute.Post<SettingsView>("settings/draft", Rights.Maintain, "Drafts a change; boards hear of it when it is issued", (SettingsChange change, HttpContext context, BoardSettings settings, CancellationToken token) => Guarded.AnswerAsync(() => settings.DraftAsync(context.User.Actor(), change.Group, change.Change, token))),
        ApiRoute.Post<SettingsView>("settings/issue", Rights.Maintain, "Issues what was drafted", (SettingsIssue issue, HttpContext context, BoardSettings settings, CancellationToken token) => Guarded.AnswerAsync(() => settings.IssueAsync(context.User.Actor(), issue.Group, token))),
    ];

    // No name at all is the hub's.
    private static Task<IResult> AlertsAsync(bool all, long? before, string? node, AlertBook book, NodeRegistry nodes, CancellationToken cancellationToken) =>
        node is { Length: > 0 } && NodesApi.Unless(nodes, node) is { } unknown ? Task.FromResult(unknown)
            : Guarded.AnswerAsync(async () => all ? await book.ListAsync(before, node, AlertsInPage, cancellationToken) : [.. book.Open.Where(a => node is null || a.Node == node)]);
}
