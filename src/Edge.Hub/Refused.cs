namespace Edge.Hub;

/// <summary>Why something was not done.</summary>
internal sealed record Refused(string Error)
{
    /// <summary>The answer that says so.</summary>
    public static IResult Answer(string error, int status = StatusCodes.Status400BadRequest) => Results.Json(new Refused(error), HubJson.Options, statusCode: status);
}
