using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;
using Edge.Hub.Audit;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Courier;

/// <summary>What a stick carries, for whoever may open hub.sock: the command reads the stick, the hub sees only bytes.</summary>
internal sealed class CourierApi(CourierIntake intake, AuditLog audit)
{
    private const string Bytes = "application/octet-stream";

    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/v1/courier/slips", (HttpContext context, CourierApi api) => api.SlipAsync(context)).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Limits.CourierBytes));
        admin.MapPost("/v1/courier/records", (HttpContext context, CourierApi api) => api.RecordAsync(context)).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(RecordFrame.LargestFile));
    }

    private Task<IResult> SlipAsync(HttpContext context) => GuardedAsync(async () =>
    {
        var receipts = CourierReceiptFile.Write(await intake.TakeSlipAsync(await BodyAsync(context, Limits.CourierBytes), context.RequestAborted));
        await audit.NoteAsync(context.User.Actor(), "courier-slip", "courier", $"receipts of {receipts.Length} bytes", context.RequestAborted);
        return Results.Bytes(receipts, Bytes);
    });

    private Task<IResult> RecordAsync(HttpContext context) => GuardedAsync(async () =>
    {
        var (receipt, wasHere) = await intake.TakeRecordAsync(await BodyAsync(context, RecordFrame.LargestFile), context.RequestAborted);
        context.Response.StatusCode = wasHere ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        return Results.Bytes(receipt.ToByteArray(), Bytes);
    });

    private static async Task<byte[]> BodyAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength is not { } length || length < 1 || length > most) throw new MalformedException($"the body must have a length of 1 to {most} bytes");
        var body = new byte[length];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        return body;
    }

    private static async Task<IResult> GuardedAsync(Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is MalformedException or HubException)
        {
            return Refused.Answer(Reason.Of(e));
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException)
        {
            return Refused.Answer($"the archive could not commit: {Reason.Of(e.GetBaseException())}; nothing is lost, import again", StatusCodes.Status503ServiceUnavailable);
        }
    }
}
