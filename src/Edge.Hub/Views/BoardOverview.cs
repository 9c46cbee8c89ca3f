namespace Edge.Hub.Views;

/// <summary>One board on the first page. Ages are since the hub last heard it; nothing is shown as current that is not.</summary>
internal sealed record BoardOverview(string Node, string Group, bool Revoked, TimeSpan? LastContactAge, long Stored, long Receiving,
    long BacklogRecords, long BacklogBytes, long HeadSequence, long ChainGaps, long Damaged, string Version, IReadOnlyList<string> Incidents);
