using System.Globalization;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Report;
using Edge.Agent.Kiosk.Store;
using Edge.Contracts.Shown;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Kiosk.Api;

/// <summary><c>/v1/queue…</c>: the queue for an officer's program. A wish with an id of the client's can be sent again safely.</summary>
internal sealed class QueueEndpoint(KioskInbox inbox, QueueView view, QueueStore book, LinkMeterMode meter, ReportPaper paper)
{
    public async Task ReportAsync(HttpContext context)
    {
        if (await DayAsync(context) is { } day) await Answers.WriteAsync(context, StatusCodes.Status200OK, DayReport.Of(day));
    }

    public async Task PrintReportAsync(HttpContext context)
    {
        if (await DayAsync(context) is not { } day) return;
        if (await paper.PrintAsync(day, context.RequestAborted) is { } problem) await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Not printed", problem);
        else await Answers.WriteAsync(context, StatusCodes.Status200OK, new { Printed = true });
    }

    public Task ShowAsync(HttpContext context) => Answers.WriteAsync(context, StatusCodes.Status200OK, view.Queue());

    public Task OpenAsync(HttpContext context) => AskAsync(context, ["id", "desk"], b => new KioskCommand.OpenDay { Id = b.Id });

    public Task CloseAsync(HttpContext context) => AskAsync(context, ["id", "desk"], b => new KioskCommand.CloseDay { Id = b.Id });

    public Task TicketAsync(HttpContext context) => AskAsync(context, ["id", "service", "language", "priority", "people"],
        b => b.Service is { } service ? new KioskCommand.Give(service, b.Priority ?? false, b.Language, b.People ?? 1) { Id = b.Id } : null);

    public Task NextAsync(HttpContext context) => AskAsync(context, ["id", "number", "desk"], b => new KioskCommand.Next(b.Number) { Id = b.Id });

    public Task RecallAsync(HttpContext context) => AskAsync(context, ["id", "desk"], b => new KioskCommand.Recall { Id = b.Id });

    public Task NoShowAsync(HttpContext context) => AskAsync(context, ["id", "desk"], b => new KioskCommand.NoShow { Id = b.Id });

    public Task DoneAsync(HttpContext context) => AskAsync(context, ["id", "desk"], b => new KioskCommand.Done { Id = b.Id });

    public Task ExceptionAsync(HttpContext context) => AskAsync(context, ["id", "reason", "desk"], b => b.Reason is { } reason ? new KioskCommand.Except(reason) { Id = b.Id } : null);

    public Task PriorityAsync(HttpContext context) => AskAsync(context, ["id", "number", "priority"], b => new KioskCommand.Mark(b.Number, b.Priority ?? true) { Id = b.Id });

    public Task ShareAsync(HttpContext context) => AskAsync(context, ["id", "number", "people", "desk"], b => b.People is { } people ? new KioskCommand.Share(b.Number, people) { Id = b.Id } : null);

    public Task UndoAsync(HttpContext context) => AskAsync(context, ["id", "desk"], b => new KioskCommand.Undo { Id = b.Id });

    public Task PassAsync(HttpContext context) => AskAsync(context, ["id", "number", "service", "desk", "toDesk"], b => new KioskCommand.PassOn(b.Number, b.Service, b.ToDesk) { Id = b.Id });

    public Task PauseAsync(HttpContext context) => AskAsync(context, ["id", "on"], b => new KioskCommand.Pause(b.On ?? true) { Id = b.Id });

    public async Task LinkMeterAsync(HttpContext context)
    {
        string[] members = ["on"];
        if (await WishBody.ReadAsync(context, members) is not { On: { } on })
        {
            await RefuseBodyAsync(context, members);
            return;
        }
        meter.Set(on);
        await Answers.WriteAsync(context, StatusCodes.Status200OK, new { on });
    }

    // The day that the query names, the newest where it names none; null where it was refused.
    private async Task<QueueState?> DayAsync(HttpContext context)
    {
        if (context.Request.Query["day"].ToString() is not { Length: > 0 } asked) return book.Current;
        if (!long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "Not a service day", $"day is '{PlainText.Of(asked[..Math.Min(asked.Length, 40)])}'; it must be a service day's number, such as 1");
            return null;
        }
        if (book.Day(number) is { } kept) return kept;
        await Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "No such service day", $"service day {number} is not on this board; the newest is {book.Current.Day?.Id ?? 0}, and older ones are kept for Kiosk:KeepDays");
        return null;
    }

    private async Task AskAsync(HttpContext context, string[] members, Func<WishBody, KioskCommand?> read)
    {
        if (await WishBody.ReadAsync(context, members) is not { } body || read(body) is not { } named)
        {
            await RefuseBodyAsync(context, members);
            return;
        }
        var wish = named with { Desk = body.Desk ?? 1 };
        try
        {
            await AnswerAsync(context, wish, await inbox.AskAsync(wish, context.RequestAborted));
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Stopping", "the agent is stopping; send this again, with an id of its own, once it runs");
        }
        catch (OperationCanceledException)
        {
            // The client is gone; if the wish was done, its retry by id will find it.
        }
    }

    private Task AnswerAsync(HttpContext context, KioskCommand wish, OfficeAnswer answer)
    {
        if (answer.Verdict is Refusal refusal) return Answers.ProblemAsync(context, Status(refusal.Kind), "Not done", refusal.Text);
        var step = (Step)answer.Verdict;
        var status = wish is KioskCommand.Give && !answer.AlreadyDone ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return Answers.WriteAsync(context, status, new { Step = step.Kind.ToString(), answer.AlreadyDone, Ticket = view.Ticket(step.Ticket?.Number) });
    }

    private static Task RefuseBodyAsync(HttpContext context, string[] members) =>
        Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "Not a valid wish", $"the body must be a JSON object of at most 4096 bytes with {string.Join(", ", members)} and nothing else; id is a UUID");

    internal static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.UnknownService or RefusalKind.UnknownLanguage or RefusalKind.UnknownReason or RefusalKind.UnknownDesk or RefusalKind.TooMany => StatusCodes.Status400BadRequest,
        RefusalKind.UnknownTicket => StatusCodes.Status404NotFound,
        RefusalKind.StoreFull => StatusCodes.Status507InsufficientStorage,
        RefusalKind.StoreFailed or RefusalKind.StoreBusy or RefusalKind.SwitchingOff => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    };
}
