using System.Globalization;

namespace Edge.Agent.Desk.Api;

/// <summary>All that the desk can be asked.</summary>
internal sealed class DeskTable
{
    private readonly List<DeskRoute> _routes;

    public DeskTable(OfficerActs officers, QueueActs queue, CaseActs work, WorklistActs worklist, DayActs day, SignalActs signal, StateActs state)
    {
        _routes = [.. officers.Routes(), .. state.Routes(), .. queue.Routes(), .. work.Routes(), .. worklist.Routes(), .. day.Routes(), .. signal.Routes()];
        _routes.Add(DeskRoute.Get("openapi.json", "This document.", call => call.AnswerAsync(OpenApiDocument.Of(_routes))) with { NeedsNobody = true });
    }

    public IReadOnlyList<DeskRoute> Routes => _routes;

    /// <summary>The routes of a path, and the number in it where it has one; none where nothing is there.</summary>
    public IReadOnlyList<(DeskRoute Route, long? Number)> Find(string path) => [.. _routes.Select(r => (r, Match(r.Path, path))).Where(r => r.Item2.Fits).Select(r => (r.r, r.Item2.Number))];

    private static (bool Fits, long? Number) Match(string route, string path)
    {
        if (!route.EndsWith(DeskRoute.Number, StringComparison.Ordinal)) return (route == path, null);
        var before = route[..^DeskRoute.Number.Length];
        return path.StartsWith(before, StringComparison.Ordinal) && long.TryParse(path.AsSpan(before.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (true, number) : (false, null);
    }
}
