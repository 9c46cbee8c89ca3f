using Edge.Contracts;
using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub;

/// <summary>Requests of people and programs, so that what stands in the way of one is told and ends nothing else.</summary>
internal static class Guarded
{
    /// <summary>Answers with what the work returns, or with what stands in its way.</summary>
    public static async Task<IResult> AnswerAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return Results.Json(await work(), HubJson.Options);
        }
        catch (Exception e) when (e is MalformedException or HubException)
        {
            return Refused.Answer(Reason.Of(e));
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException)
        {
            return Refused.Answer($"the archive could not commit: {Reason.Of(e.GetBaseException())}; nothing was changed, try again", StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused.Answer($"a file of the hub could not be read or written: {Reason.Of(e)}", StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>What was sent, whole.</summary>
    /// <exception cref="MalformedException">It is too large.</exception>
    public static async Task<byte[]> BodyAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength is not { } length || length > most) throw new MalformedException($"a file that is imported has at most {most} bytes");
        // Grows with what has come: a length is said in a moment, and sending it can take hours.
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.Length == length ? body.ToArray() : throw new MalformedException($"{body.Length} of {length} bytes came; send the file again");
    }
}
