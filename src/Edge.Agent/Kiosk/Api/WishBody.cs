using Edge.Hosting.Sockets;

namespace Edge.Agent.Kiosk.Api;

/// <summary>What a client may say with a wish; an empty body says nothing. Each wish takes some of it.</summary>
internal sealed record WishBody
{
    private const int LongestBytes = 4096;

    /// <summary>The client's own name for the wish.</summary>
    public Guid? Id { get; init; }

    public string? Service { get; init; }

    public string? Language { get; init; }

    public bool? Priority { get; init; }

    public string? Number { get; init; }

    public string? Reason { get; init; }

    public bool? On { get; init; }

    public int? Desk { get; init; }

    public int? People { get; init; }

    public int? ToDesk { get; init; }

    /// <summary>What was sent; null where it is none of this, or says what this wish does not take.</summary>
    public static async Task<WishBody?> ReadAsync(HttpContext context, string[] members) =>
        await StrictJson.ReadAsync(context.Request, LongestBytes, new WishBody(), context.RequestAborted) is { } body && body.Said().All(members.Contains) ? body : null;

    private IEnumerable<string> Said()
    {
        if (Id is not null) yield return "id";
        if (Service is not null) yield return "service";
        if (Language is not null) yield return "language";
        if (Priority is not null) yield return "priority";
        if (Number is not null) yield return "number";
        if (Reason is not null) yield return "reason";
        if (On is not null) yield return "on";
        if (Desk is not null) yield return "desk";
        if (People is not null) yield return "people";
        if (ToDesk is not null) yield return "toDesk";
    }
}
