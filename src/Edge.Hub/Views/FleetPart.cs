using Edge.Contracts.Shown;
using Edge.Hub.Chains;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Views;

/// <summary>The state of a board, why, and how that compares with its habit.</summary>
internal sealed class FleetPart(FleetBook book, TimeProvider time) : INodeReportPart
{
    public Task<NodeReportPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken)
    {
        if (book.Find(node) is not { } row) return Task.FromResult(new NodeReportPart("state", [], null));
        var silent = row.Online || row.LastContact is null ? (TimeSpan?)null : time.GetUtcNow() - row.LastContact.Value;
        var why = row.Causes.Count == 0 ? "" : $" ({string.Join(", ", row.Causes)}{(row.Faults.Count == 0 ? "" : $": {string.Join(", ", row.Faults.Select(PlainText.Of))}")})";
        return Task.FromResult(new NodeReportPart("state", [$"State: {row.State}{why}; {HabitWords.Of(row.Usual, silent, vietnamese: false)}."], new { row.State, row.Causes, row.Faults, row.Usual, row.Alerts }));
    }
}
