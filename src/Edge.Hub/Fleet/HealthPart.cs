using System.Globalization;
using Edge.Hosting;
using Edge.Hub.Chains;

namespace Edge.Hub.Fleet;

/// <summary>What a board last told of itself, and how long ago each of it was.</summary>
internal sealed class HealthPart(FleetState book, TimeProvider time) : INodeReportPart
{
    private static readonly Amounts Amounts = new(TerminalLanguage.English);

    public Task<NodeReportPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken)
    {
        if (!book.TryRead(node, out var health)) return Task.FromResult(new NodeReportPart("health", ["Health: nothing was ever told."], null));
        var now = time.GetUtcNow();
        var lines = health.Values.Select(v => $"  {v.Key}: {Text(v.Value.Value)}{Meaning(v.Key, v.Value.Value)} ({Amounts.Ago(now - v.Value.At)})");
        var facts = new
        {
            health.Presence,
            health.Since,
            Values = health.Values.ToDictionary(v => v.Key, v => new { v.Value.Value, v.Value.At, AgeSeconds = (long)Math.Max(0, (now - v.Value.At).TotalSeconds) }),
        };
        return Task.FromResult(new NodeReportPart("health", [Headline(health, now), .. lines], facts));
    }

    private static string Headline(HealthView health, DateTimeOffset now) => health.Presence switch
    {
        Presence.Online => $"Health: online for {Amounts.Span(now - health.Since!.Value)}; each value is as old as it says.",
        Presence.Offline => $"Health: offline for {Amounts.Span(now - health.Since!.Value)}; these are its last words.",
        _ => "Health: not heard since this hub has been listening; what it told before:",
    };

    private static string Meaning(string metric, object? value) => AgentWords.Meaning(metric, value) is { } words ? $", {words}" : "";

    private static string Text(object? value) => value switch
    {
        null => "not known",
        DateTimeOffset moment => $"{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>A board's health as it is shown. <paramref name="Since"/> is when it came or went.</summary>
internal sealed record HealthView(Presence Presence, DateTimeOffset? Since, IReadOnlyDictionary<string, ToldValue> Values);
