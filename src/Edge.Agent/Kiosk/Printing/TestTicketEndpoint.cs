using Edge.Hosting.Sockets;

namespace Edge.Agent.Kiosk.Printing;

/// <summary><c>POST /v1/paper/test</c>: prints a test ticket and answers when it is on paper.</summary>
internal sealed class TestTicketEndpoint(TestTicket ticket, PaperStatus status)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    public async Task HandleAsync(HttpContext context)
    {
        if (status.State == PaperState.Absent) await Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "There is no printer", "no settings name a printer (Devices:Printer:Driver)");
        else if (await PrintAsync(context.RequestAborted)) await Answers.WriteAsync(context, StatusCodes.Status200OK, new { Printed = true });
        else await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "It did not come out", $"the printer is {status.State} and took no test ticket, which was given up");
    }

    // Nobody waits for paper from a printer that says it has none.
    private async Task<bool> PrintAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changed = status.Changed;
        if (!status.Prints) return false;
        var printed = ticket.PrintAsync(Limit, waiting.Token);
        for (; !printed.IsCompleted && status.Prints; changed = status.Changed) await Task.WhenAny(printed, changed);
        if (printed.IsCompleted) return await printed;
        await waiting.CancelAsync();
        await Task.WhenAny(printed);
        return printed.IsCompletedSuccessfully && await printed;
    }
}
