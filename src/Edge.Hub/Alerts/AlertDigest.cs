using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Alerts;

/// <summary>What one message tells: alerts that were opened and closed since the one before.</summary>
/// <param name="OpenedInAll">How many were opened; more than are listed, perhaps.</param>
/// <param name="ClosedInAll">How many were closed.</param>
internal sealed record AlertDigest(IReadOnlyList<AlertLine> Opened, IReadOnlyList<AlertLine> Closed, int OpenedInAll, int ClosedInAll)
{
    /// <summary>So many are listed of either.</summary>
    public const int Most = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static AlertDigest Of(IReadOnlyList<AlertView> opened, IReadOnlyList<AlertView> closed) =>
        new([.. opened.Take(Most).Select(AlertLine.Of)], [.. closed.Take(Most).Select(AlertLine.Of)], opened.Count, closed.Count);

    public static AlertDigest Read(string body) => JsonSerializer.Deserialize<AlertDigest>(body, Json) ?? new AlertDigest([], [], 0, 0);

    /// <summary>One message for both. What was opened and closed before anybody heard of it is told as both.</summary>
    public AlertDigest With(AlertDigest next) => new(
        [.. Opened.Concat(next.Opened).Take(Most)], [.. Closed.Concat(next.Closed).Take(Most)], OpenedInAll + next.OpenedInAll, ClosedInAll + next.ClosedInAll);

    public string Write() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One alert in a message.</summary>
internal sealed record AlertLine(long Id, string Node, string Group, BoardCause Cause, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt)
{
    public static AlertLine Of(AlertView view) => new(view.Id, view.Node, view.Group, view.Cause, view.OpenedAt, view.ClosedAt);
}
