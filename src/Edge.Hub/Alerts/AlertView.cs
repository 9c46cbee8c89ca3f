using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Alerts;

/// <summary>An alert, for people and scripts.</summary>
/// <param name="Node">Empty where it is the hub itself.</param>
/// <param name="LastAt">When it last held, as far as it is written down.</param>
/// <param name="Note">What whoever acknowledged it wrote.</param>
public sealed record AlertView(long Id, string Node, string Group, BoardCause Cause, DateTimeOffset OpenedAt, DateTimeOffset LastAt, DateTimeOffset? ClosedAt, DateTimeOffset? AckedAt, string AckedBy, string Note)
{
    internal static AlertView Of(Alert row) => new(row.Key, row.Node, row.Group, row.Cause, row.OpenedAt, row.LastAt, row.ClosedAt, row.AckedAt, row.AckedBy, row.Note);
}

/// <summary>Acknowledges an alert.</summary>
internal sealed record AlertAckRequest(string Note);
