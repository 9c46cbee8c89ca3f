using Edge.Hosting.Sockets;

namespace Edge.Agent.Kiosk.Printing;

/// <summary><c>POST /v1/paper/test</c>: prints a test ticket and answers when it is on paper.</summary>
internal sealed class TestTicketEndpoint(TestTicket ticket, PaperStatus status)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (status.State == PaperState.Absent) await Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "There is no printer", AskedPaper.NoPrinter);
        else if (await ticket.Paper.PrintAsync(context.RequestAborted)) await Answers.WriteAsync(context, StatusCodes.Status200OK, new { Printed = true });
        else await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "It did not come out", ticket.Paper.GivenUp);
    }
}
