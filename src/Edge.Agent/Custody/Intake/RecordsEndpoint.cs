using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Custody.Intake;

/// <summary><c>POST /v1/records</c>: answers 201 only after the record is durable.</summary>
internal sealed partial class RecordsEndpoint(Custodian custodian, IntakeGate gate, ILogger<RecordsEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Limits.PlaintextBytes + SubmissionReader.Overhead)
        {
            await RefuseAsync(context, SubmissionRules.TooLarge(context.Request.ContentLength.Value));
            return;
        }
        if (!await gate.EnterAsync(context.RequestAborted))
        {
            context.Response.Headers.RetryAfter = "2";
            await Answers.ProblemAsync(context, StatusCodes.Status429TooManyRequests, "Busy", "too many submissions at once; send this one again in a few seconds");
            return;
        }
        try
        {
            await AcceptAsync(context);
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task AcceptAsync(HttpContext context)
    {
        try
        {
            using var reader = new SubmissionReader();
            var answer = custodian.Accept(await reader.ReadAsync(context.Request, context.RequestAborted));
            await Answers.WriteAsync(context, answer.AlreadyHeld ? StatusCodes.Status200OK : StatusCodes.Status201Created, answer);
        }
        catch (SubmissionException e)
        {
            await RefuseAsync(context, e);
        }
        catch (SpoolFullException e)
        {
            LogNotAccepted(e.Message);
            await Answers.ProblemAsync(context, StatusCodes.Status507InsufficientStorage, "No room", e.Message);
        }
        catch (SpoolException e)
        {
            LogNotAccepted(e.Message);
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Store stopped", e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; if the record was committed, its retry by id will find it.
        }
    }

    private static Task RefuseAsync(HttpContext context, SubmissionException e) => e.Fault switch
    {
        SubmissionFault.TooLarge => Answers.ProblemAsync(context, StatusCodes.Status413PayloadTooLarge, "Too large", e.Message),
        SubmissionFault.OtherContent => Answers.ProblemAsync(context, StatusCodes.Status409Conflict,
            new { title = "Other content under this id", status = StatusCodes.Status409Conflict, detail = e.Message, heldDigest = e.Digests?.Held, submittedDigest = e.Digests?.Submitted }),
        SubmissionFault.Damaged => Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "Found damaged", e.Message),
        _ => Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "Not a valid submission", e.Message),
    };

    [LoggerMessage(LogLevel.Warning, "A submission was not accepted: {Reason}")]
    private partial void LogNotAccepted(string reason);
}
