using Edge.Agent.Devices;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Kiosk.Api;

/// <summary><c>/v1/link-meter/…</c>: where there is signal, noted by one team for the next.</summary>
internal sealed class LinkMeterEndpoint(FindRecorder recorder, FindStore store, FindPaper paper, DeviceReadings readings)
{
    private const int LongestBytes = 4096;

    public Task ListAsync(HttpContext context) => Answers.WriteAsync(context, StatusCodes.Status200OK, Read());

    /// <summary>What the modem says now and what was noted, the newest first.</summary>
    public object Read() => new { Now = readings.Link, Finds = store.Newest };

    public async Task NoteAsync(HttpContext context)
    {
        if (await StrictJson.ReadAsync(context.Request, LongestBytes, new FindBody(null), context.RequestAborted) is not { } body)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "Not a valid wish", $"the body must be a JSON object of at most {LongestBytes} bytes with place and nothing else");
            return;
        }
        var (find, refusal) = await recorder.NoteAsync(body.Place, context.RequestAborted);
        if (refusal is not null) await RefuseAsync(context, refusal);
        else await Answers.WriteAsync(context, StatusCodes.Status201Created, find);
    }

    public async Task PrintAsync(HttpContext context)
    {
        if (await paper.PrintAsync(context.RequestAborted) is { } refusal) await RefuseAsync(context, refusal);
        else await Answers.WriteAsync(context, StatusCodes.Status200OK, new { Printed = true });
    }

    internal static int Status(FindProblem problem) => problem switch
    {
        FindProblem.BadPlace => StatusCodes.Status400BadRequest,
        FindProblem.NoModem or FindProblem.NothingNoted or FindProblem.NoPrinter => StatusCodes.Status409Conflict,
        FindProblem.StoreFull => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static Task RefuseAsync(HttpContext context, FindRefusal refusal) => Answers.ProblemAsync(context, Status(refusal.Kind), "Not done", refusal.Text);

    private sealed record FindBody(string? Place);
}
