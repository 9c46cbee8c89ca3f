using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Views;
using Edge.Hub.Views.Custody;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Api;

/// <summary>How boards are and where their records are, all of it from the read models that pages show.</summary>
internal static class FleetRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Get<IReadOnlyList<FleetRow>>("fleet", Rights.View, "Every board as lists show it: state and why, last contact, backlog, health with its age", (FleetBook book) => Results.Json(book.Rows, HubJson.Options)),
        ApiRoute.Get<CustodyView>("custody", Rights.View, "Where the records of each board are, in numbers, with sums", (CustodyViews views, CancellationToken token) => Guarded.AnswerAsync(() => views.ReadAsync(token))),
        ApiRoute.Get<Proof>("custody/{node}/{day}", Rights.View, "What can be shown of a board's records of one local day (yyyy-MM-dd)", (string node, DateOnly day, ProofViews proofs, CancellationToken token) => ProofAsync(node, day, proofs, token)),
        ApiRoute.Post<BoardNoteView[]>("boards/{node}/notes", Rights.Operate, "Writes down something of a board for whoever looks at it next; answers with its notes", (string node, BoardNoteRequest request, HttpContext context, BoardCommands commands, CancellationToken token) => Guarded.AnswerAsync(async () =>
        {
            await commands.NoteAsync(context.User.Actor(), node, request.Text, token);
            return await commands.NotesAsync(node, token);
        })),
        ApiRoute.Get<BoardNoteView[]>("boards/{node}/notes", Rights.View, "Notes of a board, the newest first", (string node, BoardCommands commands, CancellationToken token) => Guarded.AnswerAsync(() => commands.NotesAsync(node, token))),
        ApiRoute.Post<BoardAsked>("boards/{node}/offer-again", Rights.Operate, "Has a board connect anew and offer all it holds", (string node, HttpContext context, BoardCommands commands, CancellationToken token) => Guarded.AnswerAsync(async () =>
        {
            await commands.OfferAgainAsync(context.User.Actor(), node, token);
            return new BoardAsked(true);
        })),
        ApiRoute.Post<BoardAsked>("boards/{node}/rebirth", Rights.Maintain, "Asks a board to tell all of its health anew", (string node, HttpContext context, BoardCommands commands, CancellationToken token) =>
            Guarded.AnswerAsync(async () => new BoardAsked(await commands.RebirthAsync(context.User.Actor(), node, token)))),
    ];

    private static async Task<IResult> ProofAsync(string node, DateOnly day, ProofViews proofs, CancellationToken cancellationToken) => await proofs.ReadAsync(node, day, cancellationToken) is { } proof
        ? Results.Json(proof, HubJson.Options)
        : Refused.Answer($"no board is called {node}", StatusCodes.Status404NotFound);
}

/// <summary>What somebody writes down of a board.</summary>
internal sealed record BoardNoteRequest(string Text);

/// <summary>Whether a board could be asked.</summary>
internal sealed record BoardAsked(bool Asked);
