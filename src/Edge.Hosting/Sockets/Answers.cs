using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Hosting.Sockets;

/// <summary>How the local API answers: JSON, and problem+json where it will not.</summary>
internal static class Answers
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Task WriteAsync<T>(HttpContext context, int status, T value)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, Json, context.RequestAborted);
    }

    public static Task ProblemAsync(HttpContext context, int status, string title, string detail) => ProblemAsync(context, status, new { title, status, detail });

    /// <summary>A problem with members of its own.</summary>
    public static Task ProblemAsync<T>(HttpContext context, int status, T problem)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(problem, Json, "application/problem+json", context.RequestAborted);
    }
}
