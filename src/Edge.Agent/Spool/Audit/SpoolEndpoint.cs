using System.Text.Json;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Spool.Audit;

/// <summary><c>GET /v1/spool</c> and <c>GET /v1/spool/verify</c>, one JSON object a line, sent as they come.</summary>
internal sealed class SpoolEndpoint(RecordSpool spool, SpoolVerifier verifier)
{
    private const int FlushEvery = 256;
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public Task ListAsync(HttpContext context) => SendAsync(context, spool.Queued.OrderBy(e => e.Sequence)
        .Select(e => new { e.RecordId, Chain = e.Chain8, e.Sequence, e.Priority, SizeBytes = e.FileSize }));

    public Task VerifyAsync(HttpContext context) => SendAsync(context, verifier.Verify(context.RequestAborted));

    /// <summary><c>GET /v1/spool/quarantine</c>: what is there, one JSON object a line.</summary>
    public Task ListQuarantineAsync(HttpContext context) => SendAsync(context, spool.Quarantined);

    /// <summary><c>POST /v1/spool/quarantine</c>: reads it again, queues what is whole, and answers what became of each.</summary>
    public async Task ReviewQuarantineAsync(HttpContext context)
    {
        try
        {
            await SendAsync(context, spool.ReviewQuarantine());
        }
        catch (SpoolException e)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "The store has stopped", e.Message);
        }
    }

    private static async Task SendAsync<T>(HttpContext context, IEnumerable<T> lines)
    {
        context.Response.ContentType = "application/x-ndjson";
        var sent = 0;
        foreach (var line in lines)
        {
            await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, Answers.Json), context.RequestAborted);
            await context.Response.Body.WriteAsync(NewLine, context.RequestAborted);
            if (++sent % FlushEvery == 0) await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
