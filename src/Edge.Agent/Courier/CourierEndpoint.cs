using System.Buffers;
using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hosting.Sockets;
using Google.Protobuf;

namespace Edge.Agent.Courier;

/// <summary>What the courier commands ask of the running agent. The stick itself is theirs: this process may not even see it.</summary>
internal sealed class CourierEndpoint(SlipWriter slips, ReceiptIntake receipts, IRecordSpool spool, IRecordIndex index)
{
    private const int Piece = 64 * 1024;

    /// <summary><c>GET /v1/courier/records/{recordId}</c>: a queued record as the file it is, read whole and checked before the first byte is sent.</summary>
    public async Task SendRecordAsync(HttpContext context, Guid recordId)
    {
        try
        {
            if (index.Queued(recordId) is not { } entry)
            {
                await GoneAsync(context, recordId);
                return;
            }
            using var record = spool.Open(entry);
            record.CheckDigest();
            await SendAsync(context, record);
        }
        catch (SpoolDamagedException e)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "Found damaged", e.Message);
        }
        catch (SpoolException) when (index.Queued(recordId) is null)
        {
            await GoneAsync(context, recordId);
        }
        catch (SpoolException e)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Not readable now", e.Message);
        }
    }

    /// <summary><c>POST /v1/courier/slip</c>: a draft with the folder's id and the records' ids; answers the signed slip.</summary>
    public async Task SignSlipAsync(HttpContext context)
    {
        try
        {
            var draft = Decoder.Parse(CourierSlip.Parser, await BodyAsync(context), "slip");
            context.Response.ContentType = "application/octet-stream";
            await context.Response.Body.WriteAsync(slips.Sign(draft).ToByteArray(), context.RequestAborted);
        }
        catch (MalformedException e)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "Not a slip", e.Message);
        }
    }

    /// <summary><c>POST /v1/courier/receipts</c>: lets go of what is receipted; answers how many, and what was not believed.</summary>
    public async Task TakeReceiptsAsync(HttpContext context)
    {
        try
        {
            await Answers.WriteAsync(context, StatusCodes.Status200OK, receipts.Take(CourierReceiptFile.Read(await BodyAsync(context))));
        }
        catch (MalformedException e)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "Not receipts", e.Message);
        }
        catch (SpoolException e)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Not written down", e.Message);
        }
    }

    private static Task GoneAsync(HttpContext context, Guid recordId) =>
        Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "Not queued", $"record {recordId} is not queued (any more)");

    private static async Task SendAsync(HttpContext context, ISpooledRecord record)
    {
        var header = RecordFrame.Header(record.Manifest);
        var size = (long)record.Manifest.Fields.SealedSize;
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = header.Length + size;
        await context.Response.Body.WriteAsync(header, context.RequestAborted);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (var at = 0L; at < size; at += Piece)
            {
                var piece = buffer.AsMemory(0, (int)Math.Min(Piece, size - at));
                record.Read(at, piece.Span);
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not { } length || length is < 1 or > Limits.CourierBytes) throw new MalformedException($"the body must have a length of 1 to {Limits.CourierBytes} bytes");
        var body = new byte[length];
        try
        {
            await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        }
        catch (EndOfStreamException e)
        {
            throw new MalformedException("the body ended too early", e);
        }
        return body;
    }
}
